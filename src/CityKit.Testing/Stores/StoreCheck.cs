namespace CityKit.Testing.Stores;

/// <summary>One promise of a store, and how it is tested.</summary>
/// <param name="Name">The promise, as a test is named.</param>
/// <param name="RunAsync">Tests it. Throws <see cref="Conformance.ConformanceException"/> when it is not kept.</param>
public sealed record StoreCheck(string Name, Func<Task> RunAsync)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
