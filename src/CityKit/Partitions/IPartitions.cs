namespace CityKit.Partitions;

/// <summary>
/// The hubs of a city's partitions, wherever each of them runs: in this process (<see cref="LocalPartitions"/>) or on another machine.
/// </summary>
public interface IPartitions
{
    /// <summary>How many there are, beside the city's own.</summary>
    int Count { get; }

    /// <summary>Asks the hub of a partition; a hub in this process is asked directly, any other in bytes.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="cancellationToken">Gives up waiting; what was asked may be done all the same.</param>
    /// <returns>The answer of the call's kind.</returns>
    /// <exception cref="IOException">No hub has the partition now: ask again later.</exception>
    ValueTask<object> AskAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken);
}
