/// Complaints about the app.
enum BugTexts {
  static let comments = Templates(
    chinese: """
      {page}点进去就闪退
      更新以后一打开就白屏，{phone}
      APP卡死了，只能强制关机
      {phone}手机上天天闪退，{when}退了{times}次
      搜索{product}直接报错
      {page}卡顿严重，滑都滑不动
      图片全是黑屏，清缓存也没用
      登录之后跳回{page}，再点就卡住
      系统故障能不能提前说一声
      切换账号必崩溃
      {page}打不开，网络没问题啊
      扫码功能故障，扫什么都没反应
      新版本太卡顿了，还我旧版本
      {when}秒杀一开始就卡住，等加载完早没了
      换了{phone}还是闪退，不是我手机的问题吧
      视频看到一半黑屏只有声音
      {page}报错代码{order}，什么意思
      点消息推送进来就白屏，每次都这样
      写了{minutes}分钟的评价，提交时闪退，全没了
      平板上横屏打不开{page}
      卡死{times}次，卸载了
      定位故障，人在{city}显示在国外
      {page}的数字角标消不掉，点进去还会卡住
      上传照片就崩溃，买家秀都发不了
      深色模式下{page}黑屏，啥也看不见
      闪退修复了吗？等了{digits}个版本
      小程序打不开，提示版本过低
      筛选{cloth}尺码就报错，换个筛选又好了
      {family}的老{phone}一用就死机
      {page}点返回会卡住，要杀掉重开
      语音搜索一用就闪退
      改个昵称也能报错，试了{times}次
      {when}开始整个APP白屏，别人也这样吗
      {product}详情滑到底就卡死，必现
      收藏夹打不开了，我存了{digits}0件东西
      电池掉得飞快，还发烫死机
      更新说修复卡顿，结果更卡顿了
      有 bug，{page}的图片会串，点进去还报错
      {page}间歇性崩溃，录屏发你们哪里？
      字体调大以后{page}按钮重叠，点了就闪退
      """,
    english: """
      {page} page crashes every time on my {phone}
      App freezes when I open the {page} page
      White screen since the update, that's some bug
      crashed {times} {when}
      Search for "{product}" gives an error
      nasty bug: photos of other items show up on the {page} page
      error {order} on the {page} page, what does that mean?
      The app is buggy on {phone}, went back to the website
      Froze halfway through my review, {minutes} minutes of typing gone
      push message opens an empty page, please fix this bug
      Switching accounts crashes the app
      Filter by size and you get an error, filter by colour and it's fine
      My old {phone} freezes as soon as the {page} page opens
      The {page} badge won't go away, must be a glitch
      crash after crash after crash
      Uploading a photo of my {cloth} crashes the app
      Dark mode bug: black text on black on the {page} page
      App says I'm in {city}. I'm not. Location bug?
      Screen frozen at the logo since {when}
      Video plays with sound only, looks like a bug on {phone}
      voice search = instant crash
      It froze {times} during the flash sale
      Weird glitch on the {page} page when I go back
      fixed one bug, got {digits} new ones
      Your latest update crashes on {phone}, happened to {family} too
      error, error, error. Is anyone testing this on {phone}?
      """)
}
