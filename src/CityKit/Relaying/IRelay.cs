namespace CityKit.Relaying;

/// <summary>Brings what the partitions of a city saw to its own, for as long as that one's hub runs.</summary>
internal interface IRelay : IAsyncDisposable
{
    /// <summary>Begins; called once the hub has started.</summary>
    void Start();
}
