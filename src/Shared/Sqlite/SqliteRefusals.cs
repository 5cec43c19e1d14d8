using CityKit.Core;

namespace CityKit.Shared.Sqlite;

/// <summary>Why a file is not opened although it is sound.</summary>
internal static class SqliteRefusals
{
    internal static Refusal InUse(SqliteSchema schema, string path) => Refusal.Of("file-in-use",
        $"The {schema.Name} file {path} is open in another process; stop that one, or name another file.",
        $"{path} 正被另一进程使用：请先停止该进程，或改用其他文件。");

    internal static Refusal Foreign(SqliteSchema schema, string path) => Refusal.Of("foreign-file",
        $"{path} is a SQLite file of another program, not a CityKit {schema.Name}; name another file.",
        $"{path} 不是 CityKit 的 {schema.Name} 文件：请改用其他文件。");

    internal static Refusal Older(SqliteSchema schema, string path, long version) => Refusal.Of("older-schema",
        $"{path} has schema {version}, and only reading it changes nothing: "
            + $"start the program that owns it once, which brings it to schema {schema.Version}.",
        $"{path} 的架构版本为 {version}，只读方式不会升级；请先启动其所属程序一次，升级到 {schema.Version}。");

    internal static Refusal Newer(SqliteSchema schema, string path, long version) => Refusal.Of("newer-schema",
        $"{path} has schema {version}, written by a newer CityKit; this one knows schemas up to {schema.Version}. "
            + "Install the newer version, or name another file.",
        $"{path} 的架构版本为 {version}，由更新的 CityKit 写入；当前版本最高支持 {schema.Version}。请安装新版本，或改用其他文件。");
}
