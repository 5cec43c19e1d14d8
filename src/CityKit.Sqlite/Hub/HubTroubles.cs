namespace CityKit.Sqlite;

/// <summary>What is said of a hub's file that cannot be used: which file, what is wrong, the way out.</summary>
internal static class HubTroubles
{
    internal static IOException CannotOpen(string path, Exception damaged) => new(
        $"The hub store {path} cannot be opened: {damaged.Message} Restore it from a copy, or name another file. "
        + $"无法打开存储文件 {path}，请从备份恢复，或指定另一文件。", damaged);

    internal static IOException CannotRead(string path, Exception damaged) => new(
        $"The hub store {path} cannot be read: {damaged.Message} "
        + "Check it with 'citykit hub check', and restore it from a copy where it is damaged. "
        + $"无法读取存储文件 {path}，请用 citykit hub check 检查，损坏则从备份恢复。", damaged);

    internal static IOException CannotWrite(string path, Exception failed) => new(
        $"The hub store {path} could not be written: {failed.Message} Nothing of the commit is stored; "
        + "see that the disk has room and is sound, then check the file with 'citykit hub check'. "
        + $"无法写入存储文件 {path}，该次提交未保存；请检查磁盘空间与健康状况，并用 citykit hub check 检查。", failed);
}
