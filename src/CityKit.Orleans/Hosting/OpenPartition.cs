using CityKit.Partitions;
using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>A partition whose hub runs on this node.</summary>
/// <param name="Id">Which.</param>
/// <param name="Hub">Its hub.</param>
/// <param name="Grain">The grain that has it.</param>
/// <param name="Epoch">The epoch of its claim.</param>
internal sealed record OpenPartition(PartitionId Id, CityHub Hub, IGrainContext Grain, long Epoch)
{
    /// <summary>Answers what another node asks.</summary>
    internal async Task<PartitionAnswer> AnswerAsync(ReadOnlyMemory<byte> call)
    {
        try
        {
            return new PartitionAnswer(await Hub.AnswerAsync(call).ConfigureAwait(false), null);
        }
        catch (IOException busy)
        {
            return new PartitionAnswer(default, busy.Message);
        }
    }

    /// <summary>Has the grain end: what is sent to it from now on goes to the next one.</summary>
    internal void GiveUp(string why) => Grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, why));
}
