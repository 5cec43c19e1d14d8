using System.Globalization;

namespace CityKit.Edge.Guest;

/// <summary>
/// Drives one wire on request, so that this costs the reader nothing: a line "PERSECOND COUNT" is answered with the rate it came to.
/// </summary>
internal static class WireProgram
{
    internal const string Ready = "ready";
    internal const string Done = "driven ";

    internal static int Run(string pullFile)
    {
        using var wire = new Wire(pullFile);
        Console.WriteLine(Ready);
        while (Console.ReadLine()?.Split(' ') is [var perSecond, var count])
        {
            var edges = int.Parse(count, CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Done}{edges / wire.Toggle(int.Parse(perSecond, CultureInfo.InvariantCulture), edges):F0}"));
        }
        return 0;
    }
}
