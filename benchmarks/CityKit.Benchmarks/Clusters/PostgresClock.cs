using System.Globalization;
using CityKit.Shared.PostgreSql;

namespace CityKit.Benchmarks.Clusters;

/// <summary>The CPU time of a server's processes, of those that ended too (Linux).</summary>
internal sealed class PostgresClock(PrivatePostgres server)
{
    private const double TicksPerSecond = 100;
    private readonly string main = File.ReadLines($"{server.Folder}/data/postmaster.pid").First();

    internal double Seconds()
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Fields).OfType<string[]>().ToArray();
        var own = processes.Single(fields => fields[0] == main);
        return (Sum(own, 11, 4) + processes.Where(fields => fields[2] == main).Sum(fields => Sum(fields, 11, 2))) / TicksPerSecond;
    }

    private static double Sum(string[] fields, int first, int count) =>
        fields.AsSpan(first + 1, count).ToArray().Sum(field => double.Parse(field, CultureInfo.InvariantCulture));

    /// <summary>Of <c>/proc/PID/stat</c>: the process, its state, its parent, and so on; the name is left out. Null when it is gone.</summary>
    private static string[]? Fields(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)) return null;
        try
        {
            var text = File.ReadAllText($"{folder}/stat");
            return [Path.GetFileName(folder), .. text[(text.LastIndexOf(')') + 2)..].Split(' ')];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
