using System.Globalization;
using System.Text;
using CityKit.Shared.Files;

namespace CityKit.Sqlite;

/// <summary>
/// The folder of a city of many partitions (分区文件夹): a database for each, <c>000.db</c> and so on, <c>city.db</c> for the city's own, and
/// <c>partitions</c>, which has how many there are.
/// </summary>
internal static class SqlitePartitions
{
    private const string Record = "partitions";

    /// <summary>Where a partition's database is.</summary>
    internal static string PathOf(string folder, string partition) => Path.Combine(folder, partition + ".db");

    /// <summary>
    /// Takes down how many partitions a new folder has. Which one something is in follows from how many there are, so a folder keeps its
    /// number.
    /// </summary>
    /// <exception cref="ArgumentException">The folder has another number of them.</exception>
    /// <exception cref="IOException">The folder cannot be read or written, or its record is damaged.</exception>
    internal static void Check(string folder, int count)
    {
        var record = Path.Combine(folder, Record);
        if (!File.Exists(record))
        {
            DurableFile.Write(record, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{count}\n")), overwrite: false);
            return;
        }
        if (!int.TryParse(File.ReadAllText(record).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            throw new IOException($"{record} has no number of partitions: restore it from a backup. {record} 中没有分区数，请从备份恢复。");
        if (known != count)
            throw new ArgumentException(
                $"The folder {folder} has {known} partitions, not {count}: start it with {known}. The number is chosen once. "
                + $"文件夹 {folder} 有 {known} 个分区，而非 {count} 个；分区数一经选定不可更改，请以 {known} 启动。", nameof(count));
    }
}
