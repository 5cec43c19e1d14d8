using CityKit.BuiltIn;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Feeds;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Observations;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>
/// Calls and answers between two processes of a city: what is written is read back, and damaged bytes are a format error.
/// </summary>
public sealed class CallTests
{
    private static readonly CommandJson Json = new(BuiltInModules.With([]));

    private static readonly PartitionCall[] Calls =
    [
        new BatchCall(new byte[] { 1, 2, 3 }, new KeyPrint(77)),
        new CommandCall(new PutPolicy("p-1", "{}"), TestCity.Admin, CommandRoad.Given, null, Json),
        new CommandCall(Report, TestCity.Resident, CommandRoad.Report,
            new PersonalData { Text = "文字", Position = GeoPoint.FromDegrees(120, 36) }, Json),
        new CommandCall(Report, CityKit.Residents.PublicActor.Anonymous, CommandRoad.Anonymous, new PersonalData { Text = "x" }, Json),
        new FeedCall(new FeedBatch(
            DeviceId.Parse("gas-co"), "b-1",
            [new RegisterReading(SensorName.Parse("g-1"), new Amount(5, "m3"), TestCity.Start, TestCity.Start)])),
        new ObserveCall(new RefusalsSurged("bad-signature", null, "outside", TestCity.Start, 3)),
        new SensorsCall(new SensorQuestion { Devices = [DeviceId.Parse("pi-1")], Households = ["s-1"], Compounds = ["虚构花园", "c"] }),
        new TickCall(),
        new KeepCall(Kept(new Random(1)), Json),
    ];

    private static FileReport Report =>
        new("r-1", "city-management", Components.ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(120.4, 36), null, null);

    public static TheoryData<int> Places => [.. Enumerable.Range(0, 9)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Read_CallThatWasWritten_IsTheSame(int place)
    {
        var bytes = Calls[place].ToBytes();
        Assert.Equal(bytes, CallKinds.Read(bytes, Json).ToBytes());
        Assert.Equal(Calls[place].GetType(), CallKinds.Read(bytes, Json).GetType());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Read_DamagedCall_IsAFormatErrorOrAnotherCall(int place)
    {
        var bytes = Calls[place].ToBytes().ToArray();
        for (var length = 0; length < bytes.Length; length++) OnlyFormatErrors(() => CallKinds.Read(bytes.AsMemory(0, length), Json));
        var random = new Random(place);
        for (var i = 0; i < 2000; i++)
        {
            var flipped = bytes.ToArray();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            OnlyFormatErrors(() => CallKinds.Read(flipped, Json));
        }
    }

    [Fact]
    public void Read_PutGrids_BringsTheMap()
    {
        var map = TestCity.NewSetup().Grids!;
        var call = new CommandCall(new PutGrids("g-1", "survey", map), TestCity.Admin, CommandRoad.Given, null, Json);
        var read = (CommandCall)CallKinds.Read(call.ToBytes(), Json);
        Assert.Equal(map.Sha256, ((PutGrids)read.Command).Map!.Sha256);
    }

    [Fact]
    public void ReadAnswer_OfABatch_IsWhatWasWritten()
    {
        var random = new Random(5);
        foreach (var status in Enum.GetValues<BatchStatus>())
            for (var i = 0; i < 50; i++)
            {
                var answer = new BatchAnswer(
                    status, (Lane)random.Next(2), new LaneCursor(random.NextInt64(), RunningHash.FromBytes(TestSubjects.Bytes(random, 32))),
                    random.Next(2) == 0 ? null : new LocalizedText(new string('文', random.Next(300)), "text"))
                {
                    Receipt = random.Next(2) == 0 ? null : Receipt(random),
                };
                var bytes = BatchAnswerCodec.Write(answer);
                var read = BatchAnswerCodec.Read(bytes.Span);
                Assert.Equal(answer with { Receipt = null }, read with { Receipt = null });
                Assert.Equal(answer.Receipt?.Encode(), read.Receipt?.Encode());
                var flipped = bytes.ToArray();
                flipped[random.Next(flipped.Length)] ^= 1;
                OnlyFormatErrors(() => Calls[0].ReadAnswer(flipped));
            }
    }

    [Fact]
    public async Task ReadAnswer_OfACommand_HasWhatItIsAbout()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var (alert, lead) = ((await city.AlertsAsync())[0], (await city.LeadsAsync())[0]);
        var refusal = Refusal.Of("no", "No.", "否。", "a", "b");
        var bytes = CommandAnswerCodec.Write(new CommandAnswer(refusal, null, lead) { Alert = alert });
        var read = CommandAnswerCodec.Read(bytes.Span);
        Assert.Equal((refusal.Code, refusal.Message, lead.Id, alert.Id),
            (read.Refusal!.Code, read.Refusal.Message, read.Lead!.Id, read.Alert!.Id));
        Assert.Equal(refusal.Allowed, read.Refusal.Allowed);
        Assert.Null(read.Item);
        Assert.Null(read.HandOver);
    }

    private static void OnlyFormatErrors(Action read)
    {
        try
        {
            read();
        }
        catch (FormatException)
        {
            // as it should
        }
    }

    private static SignedReceipt Receipt(Random random) =>
        new HubReceipt(DeviceId.Parse("pi-1"), new OutboxId(5), Lane.Alarm, "synced", random.Next(),
        default, 7, TestSubjects.Bytes(random, 32)).Sign(Key);

    private static DeviceKey Key { get; } = DeviceKey.Create();

    private static VeiledCommand Kept(Random random)
    {
        var (person, matter) = (TestSubjects.Subject(random), TestSubjects.Subject(random));
        var keep = new KeepEvidence("k-1", "e-1", person.Id, "jpeg", 100, "abc", null, 1);
        return new VeiledCommand(keep, TestCity.Resident, new PersonalInput(
            [new NewSubject(person, TestSubjects.Record("identity", person, random)), new NewSubject(matter, null)],
            [(TestSubjects.Record("e-1", person, random), RecordKind.Evidence)]), FoundSubjects.None);
    }
}
