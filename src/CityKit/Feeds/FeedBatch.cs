using CityKit.Core;

namespace CityKit.Feeds;

/// <summary>A batch of readings that a utility or a vendor's platform sends (抄表批次).</summary>
/// <remarks>
/// Use it where your own code fetches the readings; over HTTP, <c>POST /feeds/{feed}</c> takes the same. It is an immutable value: give it
/// to <see cref="CityHub.AcceptAsync(FeedBatch, CancellationToken)"/>. A reading whose sensor is not in the register is kept and not
/// judged. The batch carries no signature: any code that has the hub may send it.
/// </remarks>
/// <param name="Feed">The feed, known to the sensor register like a device.</param>
/// <param name="Id">The batch's id: a repeat is answered again and not stored again.</param>
/// <param name="Rows">The readings, in any order.</param>
/// <example><code>
/// var freezer = SensorName.Parse("freezer-1");
/// var batch = new FeedBatch(DeviceId.Parse("cold-store"), "2026-03-02T08:00", [])
/// {
///     Seen = [new FeedObservation(freezer, EventKind.Reading, new Amount(-18.5m, "°C"), now)],
/// };
/// var answer = await hub.AcceptAsync(batch);
/// Console.WriteLine($"{answer.Accepted} accepted, {answer.Duplicates} known before, {answer.Undecided} not judged");
/// </code></example>
public sealed record FeedBatch(DeviceId Feed, string Id, IReadOnlyList<RegisterReading> Rows)
{
    /// <summary>What sensors saw that are no registers, in any order.</summary>
    public IReadOnlyList<FeedObservation> Seen { get; init; } = [];

    internal int Count => Rows.Count + Seen.Count;
}
