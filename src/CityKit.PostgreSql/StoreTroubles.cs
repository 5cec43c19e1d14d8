using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>What is said of a store that cannot be used: which, what is wrong, the way out.</summary>
internal static class StoreTroubles
{
    internal static IOException CannotOpen(string store, Exception failed) => new(
        $"The hub store {store} cannot be opened: {failed.Message} "
        + "See that the server runs, and that this user may connect and create the schema 'citykit'. "
        + "无法打开存储，请确认数据库可连接，且该用户有权创建模式 citykit。", failed);

    internal static IOException CannotRead(string store, Exception failed) => new(
        $"The hub store {store} cannot be read: {failed.Message} It is asked again; see that the server runs. "
        + "无法读取存储，将重试；请确认数据库正常运行。", failed);

    internal static IOException CannotWrite(string store, Exception failed) => new(
        $"The hub store {store} could not be written: {failed.Message} The commit is kept and tried again; see that the server runs "
        + "and its disk has room. 无法写入存储，提交已保留并将重试；请确认数据库运行正常、磁盘空间充足。", failed);

    internal static IOException CannotUse(Exception failed) => new(
        $"What the city's nodes share cannot be read or written now: {failed.Message} See that the database server runs and has room. "
        + "无法读写全市共享数据，请确认数据库运行正常、磁盘空间充足。", failed);

    internal static IOException IsEmpty(string store) => new(
        $"No hub has been in {store} yet: name the partition that its hub has. 该分区尚无数据，请指定中枢所用的分区。");

    internal static IOException IsNewer(string table, int found, int known) => new(
        $"The schema 'citykit' of this database has version {found} ({table}); this version of CityKit knows {known}: install a newer "
        + $"one. 数据库模式版本为 {found}（{table}），当前程序仅支持 {known}，请安装新版本。");

    internal static IOException IsNotUtf8(string encoding) => new(
        $"This database has the encoding {encoding}; a hub needs UTF8: create one with ENCODING 'UTF8'. "
        + $"数据库编码为 {encoding}，须为 UTF8。");

    internal static IOException IsTooOld(string version, int least) => new(
        $"This server is PostgreSQL {version}; a hub needs {least} or newer. 数据库版本为 {version}，须为 {least} 或更高。");

    /// <summary>Reads; what the database does not do is an <see cref="IOException"/> that names the store.</summary>
    internal static async Task<T> ReadingAsync<T>(string store, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (NpgsqlException failed)
        {
            throw CannotRead(store, failed);
        }
    }

    internal static FormatException IsDamaged(string what, string zh) => new($"{what} is not as it was written. {zh}已损坏。");
}
