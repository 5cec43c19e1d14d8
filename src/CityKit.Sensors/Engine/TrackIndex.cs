using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The sensors by key, in a third of a dictionary's memory: the key is in what it finds. Open addressing with steps of one; the gap that a
/// sensor leaves is closed by what follows.
/// </summary>
internal sealed class TrackIndex
{
    private SensorTrack?[] tracks = new SensorTrack?[16];
    private int[] hashes = new int[16];

    internal int Count { get; private set; }

    internal SensorTrack? Find(SensorKey key)
    {
        var hash = key.GetHashCode();
        for (var place = PlaceOf(hash); tracks[place] is { } track; place = Next(place))
            if (hashes[place] == hash && track.Key == key) return track;
        return null;
    }

    /// <summary>Puts a sensor in; none of its key may be there.</summary>
    internal void Add(SensorTrack track)
    {
        if (++Count > tracks.Length / 5 * 4) Grow();
        Put(track, track.Key.GetHashCode());
    }

    /// <summary>Takes a sensor out.</summary>
    internal void Remove(SensorTrack gone)
    {
        var place = PlaceOf(gone.Key.GetHashCode());
        while (!ReferenceEquals(tracks[place], gone)) place = Next(place);
        tracks[place] = null;
        Count--;
        for (var later = Next(place); tracks[later] is { } track; later = Next(later))
        {
            tracks[later] = null;
            Put(track, hashes[later]);
        }
    }

    private void Put(SensorTrack track, int hash)
    {
        var place = PlaceOf(hash);
        while (tracks[place] is not null) place = Next(place);
        (tracks[place], hashes[place]) = (track, hash);
    }

    private void Grow()
    {
        var (old, oldHashes) = (tracks, hashes);
        var larger = old.Length / 4 * 5;
        (tracks, hashes) = (new SensorTrack?[larger], new int[larger]);
        for (var i = 0; i < old.Length; i++)
            if (old[i] is { } track) Put(track, oldHashes[i]);
    }

    private int PlaceOf(int hash) => (int)(((ulong)(uint)(hash * -1640531527) * (ulong)tracks.Length) >> 32);

    private int Next(int place) => place + 1 == tracks.Length ? 0 : place + 1;
}
