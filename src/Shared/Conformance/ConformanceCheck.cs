#if CITYKIT_EDGE_TESTING
namespace CityKit.Edge.Testing;
#else
namespace CityKit.Testing.Conformance;
#endif

/// <summary>One promise of a seam, and how it is tested.</summary>
/// <param name="Name">The promise, as a test is named.</param>
/// <param name="Run">Tests it. Throws <see cref="ConformanceException"/> when it is not kept.</param>
public sealed record ConformanceCheck(string Name, Action Run)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
