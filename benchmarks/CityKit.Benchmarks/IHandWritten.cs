namespace CityKit.Benchmarks;

/// <summary>What a careful programmer would write for many rules about many sensors.</summary>
internal interface IHandWritten
{
    /// <summary>How often a rule began to hold for a sensor.</summary>
    long Raised { get; }

    /// <summary>A minute's reading.</summary>
    void Observe(int sensor, int minute, long value);
}
