namespace CityKit.Benchmarks;

/// <summary>What every comparison calculates.</summary>
internal static class Figures
{
    /// <summary>The one in the middle; of an even number the upper of the two.</summary>
    internal static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    /// <summary>The seconds of CPU, of all threads, that something takes.</summary>
    internal static double CpuSeconds(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
