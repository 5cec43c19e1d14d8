using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Partitions;

/// <summary>
/// Hubs of a city of many partitions: the city's own, which is its front, and what a partition's hub answers another process.
/// </summary>
public static class CityHubs
{
    extension(CityHub)
    {
        /// <summary>
        /// The hub of a city: it reads over all partitions, decides nothing itself, and asks the partition that an input belongs to. It
        /// starts and stops the hubs of <see cref="LocalPartitions"/> with itself.
        /// </summary>
        /// <param name="hubs">Makes the hubs of partitions, and says what the city is made of.</param>
        /// <param name="partitions">Where they are.</param>
        /// <param name="reader">Reads over all of them.</param>
        public static CityHub OfCity(PartitionHubs hubs, IPartitions partitions, ICityReader reader)
        {
            ArgumentNullException.ThrowIfNull(hubs);
            ArgumentNullException.ThrowIfNull(partitions);
            ArgumentNullException.ThrowIfNull(reader);
            var logger = (ILogger?)hubs.Logger ?? NullLogger.Instance;
            return CityHub.WithFront(hubs.Setup, reader.All, hubs.Time, hubs.Logger, hubs.Meters,
                (writer, commands) => new CityFront(hubs, partitions, reader, writer, commands, logger));
        }
    }

    /// <summary>Answers a call that another process of the city sent on (<see cref="PartitionCall.ToBytes"/>).</summary>
    /// <returns>The answer in bytes, for <see cref="PartitionCall.ReadAnswer"/>.</returns>
    /// <exception cref="FormatException">It is no call that this version knows.</exception>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(
        this CityHub hub, ReadOnlyMemory<byte> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var asked = CallKinds.Read(call, hub.Commands);
        return asked.WriteAnswer(await asked.AskAsync(hub, cancellationToken).ConfigureAwait(false));
    }
}
