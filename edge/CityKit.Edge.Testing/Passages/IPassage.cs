namespace CityKit.Edge.Testing.Passages;

/// <summary>Something that darkens light barriers (模拟经过). The same time and seed give the same edges.</summary>
public interface IPassage
{
    /// <summary>Its edges, in time order.</summary>
    /// <param name="atNanoseconds">When it begins, or when a falling object's middle passes the upper beam.</param>
    /// <param name="random">Where its chance comes from; seeded by the caller.</param>
    IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random);
}
