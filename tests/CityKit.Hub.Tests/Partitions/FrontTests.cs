using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>What the front of a city takes to which partition, and what it reads over all of them.</summary>
public sealed class FrontTests
{
    private static readonly PartitionId Street = PartitionKey.OfStreet(TestCity.Grid1)!.Value.In(PartitionedCity.Count);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accept_BatchOfADevice_IsDecidedOnceInThePartitionOfItsStreet(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(inBytes: inBytes);
        var device = await city.AdmitAsync("pi-1");
        var batch = device.Next(device.Contact("smoke", TestCity.Start));
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
        Assert.Equal([Street], await city.WithEntriesAsync(JournalKind.Batch));
        var alert = Assert.Single(await city.Front.Store.ReadAlertsAsync(default).ToListAsync());
        Assert.Equal("smoke", alert.Rule);
        Assert.Equal(1, Assert.Single(city.Front.Devices).Accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accept_WhereTheOwnerHasAnAddress_TheSignedAnswerNamesIt(bool inBytes)
    {
        using var key = Core.Signing.DeviceKey.Create();
        var setup = TestCity.NewSetup() with { AnswerKey = key, Address = new Uri("https://node-a.example") };
        await using var city = await PartitionedCity.StartAsync(setup, inBytes: inBytes);
        var device = await city.AdmitAsync("pi-1");
        var answer = await city.Front.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        Assert.True(answer.Receipt!.IsSignedBy(key.Public));
        Assert.Equal("https://node-a.example/", answer.Owner?.SignedBy(key.Public)?.AbsoluteUri);
    }

    [Fact]
    public void Answer_OfABusyPartition_SaysInBytesForHowLong()
    {
        var busy = BatchAnswer.Busy(Duration.FromSeconds(7));
        Assert.Equal(busy, BatchAnswerCodec.Read(BatchAnswerCodec.Write(busy).Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_AtAPlace_OpensAnItemThatTheFrontFindsAndMoves(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(inBytes: inBytes);
        var report = new FileReport("r-1", "city-management", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(120.411, 36.061), null, null);
        var item = (await city.Front.ReportAsync(report, "A bin fell over.", TestCity.Resident)).OrThrow().Item!;
        Assert.Equal(item.Number, (await city.Front.ReportAsync(report, "A bin fell over.", TestCity.Resident)).OrThrow().Item!.Number);
        Assert.Equal($"CK{Street}-2026-000001", item.Number);
        Assert.Equal([Street], (await city.Reader.WhereAsync([new Documents.DocumentKey(ItemDocuments.Kind.Name, $"{item.Id}")], default)).Values);
        Assert.Equal(item.Number, (await city.Front.FindItemAsync(item.Id, TestCity.Resident))!.Value.Item.Number);
    }
}
