namespace CityKit.Cli.Grids;

/// <summary>Shows how many grids have been compared, on the thread that compares them.</summary>
internal sealed class CheckProgress(ProgressLine line) : IProgress<int>
{
    public void Report(int value) => line.Report(value);

    internal void End() => line.End();
}
