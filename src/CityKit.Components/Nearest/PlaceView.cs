using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>
/// An index and what changed since it was built, as one. Immutable: a change gives another view, and questions need no lock.
/// </summary>
internal sealed class PlaceView
{
    /// <summary>So many changes are kept beside the index before it is rebuilt.</summary>
    internal const int MostChanges = 1_024;

    private readonly ComponentIndex index;
    private readonly ComponentIndex newer;
    private readonly HashSet<long>? changed;

    internal PlaceView(ComponentIndex index) : this(index, ComponentIndex.Build(), null) { }

    private PlaceView(ComponentIndex index, ComponentIndex newer, HashSet<long>? changed) =>
        (this.index, this.newer, this.changed) = (index, newer, changed);

    internal int Nearest(GeoPoint from, Span<NearbyComponent> results, ClassFilter? classes, double withinMetres)
    {
        ComponentIndex.RequireRadius(withinMetres);
        if (results.IsEmpty) return 0;
        var search = new NearestSearch(from, results, classes, withinMetres);
        search.Run(newer);
        search.Run(index, changed);
        return search.Finish();
    }

    internal ComponentsWithin Within(GeoRegion region, ClassFilter? classes)
    {
        ArgumentNullException.ThrowIfNull(region);
        return new ComponentsWithin(index, region, classes, changed, newer);
    }

    /// <summary>How many have a place.</summary>
    internal int Count => index.Count + newer.Count; // those that changed may count twice

    /// <summary>The view after a component was added, changed or (without a place) removed.</summary>
    internal PlaceView With(ComponentId id, ComponentPlace? place)
    {
        var digits = id.ToInt64();
        HashSet<long> ids = [.. changed ?? [], digits];
        List<IndexEntry> places = [.. newer.Entries];
        places.RemoveAll(entry => entry.Digits == digits);
        if (place is { } at) places.Add(new IndexEntry(at));
        var view = new PlaceView(index, ComponentIndex.Build([.. places]), ids);
        return ids.Count < MostChanges ? view : new PlaceView(view.Merged());
    }

    /// <summary>One index of everything.</summary>
    internal ComponentIndex Merged()
    {
        if (changed is null) return index;
        List<IndexEntry> all = new(index.Count + newer.Count);
        foreach (ref readonly var entry in index.Entries)
            if (!changed.Contains(entry.Digits)) all.Add(entry);
        all.AddRange(newer.Entries);
        return ComponentIndex.Build(all.ToArray());
    }
}
