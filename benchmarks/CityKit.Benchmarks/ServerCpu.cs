using System.Globalization;

namespace CityKit.Benchmarks;

/// <summary>The CPU time of a PostgreSQL server: its postmaster and all processes that it has, and has had.</summary>
/// <param name="folder">The server's folder, with <c>data</c> in it.</param>
internal sealed class ServerCpu(string folder)
{
    private const double TicksPerSecond = 100; // USER_HZ on Linux
    private readonly string postmaster = File.ReadLines($"{folder}/data/postmaster.pid").First().Trim();

    /// <summary>So far, in microseconds.</summary>
    internal double Microseconds() => Ticks().Sum() / TicksPerSecond * 1e6;

    private IEnumerable<double> Ticks()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!char.IsAsciiDigit(Path.GetFileName(process)[0]) || Stat(process) is not { } fields) continue;
            var isPostmaster = Path.GetFileName(process) == postmaster;
            if (isPostmaster || fields[1] == postmaster) yield return Number(fields[11]) + Number(fields[12]);
            if (isPostmaster) yield return Number(fields[13]) + Number(fields[14]); // of those that have ended
        }
    }

    /// <summary>The fields from the state on; null when the process has ended.</summary>
    private static string[]? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
