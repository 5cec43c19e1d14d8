using CityKit.Attack.Tests.Support;
using CityKit.Core.Signing;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;

namespace CityKit.Attack.Tests;

/// <summary>Mutated batches and bundles: each is answered, none ends the hub or makes it grow.</summary>
public sealed class WireTests
{
    private const long MostGrowth = 64 << 20;

    [Fact]
    public async Task Inputs_Mutated_AreAnsweredAndTheHubGoesOn()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        var batch = device.Next(device.Detection(TestCity.Start), device.Contact("smoke", TestCity.Start));
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(batch)).Status);
        var wire = new WireAttack(city.Hub, device);
        await wire.RunAsync(0, AttackSize.Inputs / 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await wire.RunAsync(AttackSize.Inputs / 5, AttackSize.Inputs);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
        Assert.Contains(BatchStatus.Garbage, wire.Answers);
        Assert.Contains(BatchStatus.UnknownDevice, wire.Answers);
        Assert.Contains(BatchStatus.BadSignature, wire.Answers);
        Assert.DoesNotContain(BatchStatus.Busy, wire.Answers);
        var honest = await city.AdmitAsync("honest-1");
        await city.SyncAsync(honest, honest.Detection(TestCity.Start));
    }

    [Fact]
    public void Decoders_OfWhatIsMutated_NeverThrow()
    {
        var (device, random) = (TestCity.NewDevice("pi-1"), new Random(7));
        var whole = device.Next(device.Detection(TestCity.Start));
        for (var i = 0; i < AttackSize.Inputs / 20; i++)
        {
            var bytes = Mutation.Of(whole, random);
            SignedBundle.Decode(bytes, out _);
            SignedReceipt.Decode(bytes, out _);
            SignedBatch.Decode(bytes, out _);
        }
    }
}
