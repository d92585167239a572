// opsbook
