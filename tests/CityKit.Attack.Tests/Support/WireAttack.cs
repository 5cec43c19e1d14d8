using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Testing.Devices;

namespace CityKit.Attack.Tests.Support;

/// <summary>
/// Sends a hub mutated batches: most of a device that does not exist, some in an admitted device's name, and a few that the device itself
/// signed after the change, which reach the decoder of events and the rules.
/// </summary>
internal sealed class WireAttack(CityHub hub, VirtualDevice device)
{
    private readonly VirtualDevice stranger = TestCity.NewDevice("nobody");
    private readonly HashSet<BatchStatus> answers = [];

    /// <summary>The answers that there were.</summary>
    internal IReadOnlySet<BatchStatus> Answers => answers;

    internal async Task RunAsync(int from, int to)
    {
        var (strange, known, batch) = (BatchOf(stranger), BatchOf(device), SignedBatch.Decode(BatchOf(device), out _)!.Batch.ToArray());
        for (var seed = from; seed < to; seed++)
        {
            var random = new Random(seed);
            var bytes = random.Next(100) switch
            {
                < 92 => Mutation.Of(strange, random),
                < 98 => Mutation.Of(known, random),
                _ => SignedBatch.Sign(Mutation.Of(batch, random), device.Key).Encode(),
            };
            answers.Add((await hub.AcceptAsync(bytes)).Status);
        }
    }

    /// <summary>A batch that goes on where the device is; the device itself does not move on.</summary>
    private static byte[] BatchOf(VirtualDevice sender)
    {
        var cursor = sender.Cursor(Core.Lane.Alarm);
        return sender.Sign(sender.Header(Core.Lane.Alarm, cursor.Sequence + 1, cursor.Hash),
            VirtualDevice.Encode(sender.Detection(TestCity.Start), cursor.Sequence + 1),
            VirtualDevice.Encode(sender.Contact("smoke", TestCity.Start), cursor.Sequence + 2));
    }
}
