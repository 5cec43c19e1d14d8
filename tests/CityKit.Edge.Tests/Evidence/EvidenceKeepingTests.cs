using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using CityKit.Edge.Testing.Passages;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Evidence;

public sealed class EvidenceKeepingTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private static readonly EvidenceSensor Canopy = new(SensorName.Parse("canopy"), ["upper", "lower"], new EvidenceClip("nvr1", "ch3", 0));
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Loop_AFall_BecomesAFileThatVerifies()
    {
        using var key = DeviceKey.Create();
        using var outbox = EventOutbox.Open(new OutboxOptions
        {
            Path = folder.File("outbox.db"), Device = DeviceId.Parse("pi-1"), CapBytes = OutboxOptions.DefaultCapBytes,
        });
        using var source = new SimulatedChip(new BootId(1),
            [new SimulatedLine("upper"), new SimulatedLine("other"), new SimulatedLine("lower")]);
        var store = new FolderEvidenceStore(folder.File("evidence"));
        await using (var rig = new LoopRig(outbox, source, [new BarrierOptions(Canopy.Sensor, "upper", "lower", 2_000).CreateDetector],
            evidence: new EvidenceKeeper([Canopy], store, key)))
        {
            foreach (var edge in new FallPassage(20, 2).EdgesAt(60 * Second, new Random(1)))
            {
                source.Drive(edge.Beam * 2, edge.Dark, edge.Nanoseconds);
                source.Drive(1, edge.Dark, edge.Nanoseconds);
            }
            await rig.MoveTo(64 * Second);
            Assert.Empty(store.Names);
            await rig.MoveTo(66 * Second);
        }
        var check = EvidenceFile.Verify(store.Read(Assert.Single(store.Names)), key.Public);
        Assert.True(check.IsValid, check.Problem?.En);
        Assert.Equal([(0, LineEdge.Rising), (0, LineEdge.Falling), (1, LineEdge.Rising), (1, LineEdge.Falling)],
            check.Record!.Edges.Select(e => (e.Line, e.Edge)));
        Assert.True(check.Record.IsWhole);
        Assert.Equal(EventKind.Detection, check.Record.Detection.Kind);
    }

    [Fact]
    public void Next_MoreEdgesThanTheRingHolds_IsNotWhole()
    {
        var recorder = new EvidenceRecorder([Canopy], ["upper", "lower"], begun: 0, capacity: 64);
        for (var i = 0; i < 100; i++) recorder.Take(new LineEvent(0, LineEdge.Rising, 60 * Second + i, (uint)i, (uint)i));
        recorder.Take(Detection(61));
        Assert.Null(recorder.Next(66 * Second - 1, DeviceId.Parse("d"), Clock));
        var record = recorder.Next(66 * Second, DeviceId.Parse("d"), Clock)!;
        Assert.False(record.IsWhole);
        Assert.Equal(Enumerable.Range(36, 64), record.Edges.Select(e => (int)e.LineSequence));
    }

    [Fact]
    public void Next_OldEdgesLeftTheRing_IsWholeAllTheSame()
    {
        var recorder = new EvidenceRecorder([Canopy], ["upper", "lower"], begun: 0, capacity: 64);
        for (var i = 0; i < 100; i++) recorder.Take(new LineEvent(0, LineEdge.Rising, i * Second, (uint)i, (uint)i));
        recorder.Take(Detection(95));
        var record = recorder.Next(100 * Second, DeviceId.Parse("d"), Clock)!;
        Assert.True(record.IsWhole);
        Assert.Equal(Enumerable.Range(90, 10), record.Edges.Select(e => (int)e.LineSequence));
    }

    [Fact]
    public void Next_SoonAfterTheStart_IsNotWhole()
    {
        var recorder = new EvidenceRecorder([Canopy], ["upper"], begun: 58 * Second);
        recorder.Take(Detection(60));
        Assert.False(recorder.Next(65 * Second, DeviceId.Parse("d"), Clock)!.IsWhole);
    }

    [Fact]
    public void Take_TooManyAtOnce_RefusesAndCounts()
    {
        var recorder = new EvidenceRecorder([Canopy], ["upper"], begun: 0);
        for (var i = 0; i < EvidenceRecorder.MaxWaiting + 2; i++) recorder.Take(Detection(60));
        Assert.Equal(2, recorder.Refused);
    }

    [Fact]
    public void Add_MoreThanTheLimits_DropsTheOldestAndNamesThem()
    {
        var store = new FolderEvidenceStore(folder.File("e"), maxFiles: 3, maxBytes: 64 << 10);
        for (var i = 0; i < 3; i++) Assert.Empty(store.Add("s", new byte[10]).Dropped);
        Assert.Equal(["0000000001-s.ckev"], store.Add("s", new byte[10]).Dropped);
        Assert.Equal(["0000000002-s.ckev", "0000000003-s.ckev", "0000000004-s.ckev"], store.Add("s", new byte[64 << 10]).Dropped);
        Assert.Equal("too-large", store.Add("s", new byte[(64 << 10) + 1]).Refusal!.Code);
        Assert.Equal(["0000000005-s.ckev"], new FolderEvidenceStore(folder.File("e"), maxFiles: 3, maxBytes: 64 << 10).Names);
    }

    [Fact]
    public void Add_APathForALabelOrAName_IsRefused()
    {
        var store = new FolderEvidenceStore(folder.File("e"));
        Assert.Throws<ArgumentException>(() => store.Add("../s", []));
        Assert.Throws<ArgumentException>(() => store.Read("../outbox.db"));
        Assert.Null(store.Read("0000000009-s.ckev"));
    }

    [Fact]
    public void Open_AHalfWrittenFile_IsRemoved()
    {
        Directory.CreateDirectory(folder.File("e"));
        File.WriteAllBytes(Path.Combine(folder.File("e"), "0000000001-s.ckev.new"), [1]);
        Assert.Empty(new FolderEvidenceStore(folder.File("e")).Names);
        Assert.Empty(Directory.GetFiles(folder.File("e")));
    }

    private static BootClock Clock => new(0, new BootId(1), null, ClockQuality.Unknown);

    private static CityEvent Detection(int second) => new(EventKind.Detection, Canopy.Sensor, new DeviceTime(0, second * Second), 20_000);
}
