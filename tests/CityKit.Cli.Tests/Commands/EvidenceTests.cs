using System.Text.Json;
using CityKit.Cli.Tests.Support;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Cli.Tests.Commands;

public sealed class EvidenceTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose()
    {
        key.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Verify_FileOfTheNamedDevice_IsProvenAndEndsWith0()
    {
        var run = await VerifyAsync(Evidence(), key.Public.Fingerprint);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("signed by the device that was named", run.Output);
        Assert.Contains("nvr1/c3 2026-11-21T03:59:45Z - 2026-11-21T04:00:05Z", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Verify_NoFingerprint_IsIntactButNotProven()
    {
        var run = await VerifyAsync(Evidence(), null);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("intact, but not proven", run.Output);
        Assert.Contains(key.Public.Fingerprint, run.Output);
    }

    [Fact]
    public async Task Verify_AnotherDevicesFingerprint_IsNotProven()
    {
        using var other = DeviceKey.Create();
        Assert.Equal(ExitCode.Rejects, (await VerifyAsync(Evidence(), other.Public.Fingerprint)).Code);
    }

    [Fact]
    public async Task Verify_OneByteChanged_NamesTheEdgeAndEndsWith1()
    {
        var bytes = Evidence();
        var other = EvidenceFile.Write(Record(edgeAt: 1), key);
        var first = bytes.AsSpan().CommonPrefixLength(other);
        bytes[first] = other[first];
        var run = await VerifyAsync(bytes, key.Public.Fingerprint);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("NOT VALID", run.Output);
        Assert.Contains("[edge 1, ", run.Output);
    }

    [Fact]
    public async Task Verify_Json_IsOneObjectWithEverything()
    {
        var run = await ToolRun.OfAsync(
            "evidence", "verify", folder.Write("e", Evidence()), "--fingerprint", key.Public.Fingerprint, "--json");
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.True(root.GetProperty("proven").GetBoolean());
        Assert.Equal("pi-1", root.GetProperty("device").GetString());
        Assert.Equal("canopy", root.GetProperty("detection").GetProperty("sensor").GetString());
        Assert.Equal("upper", root.GetProperty("edges")[0].GetProperty("line").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not evidence")]
    [InlineData("{\"json\": true}")]
    public async Task Verify_Rubbish_IsNotValidAndToldWhere(string text)
    {
        var run = await ToolRun.OfAsync("evidence", "verify", folder.Write("e", text));
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("NOT VALID", run.Output);
    }

    [Fact]
    public async Task Verify_NoSuchFile_EndsWith2()
    {
        var run = await ToolRun.OfAsync("evidence", "verify", folder.At("none"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("cannot be read", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Verify_FingerprintThatIsNone_EndsWith2()
    {
        var run = await VerifyAsync(Evidence(), "abc");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("not 'abc'", run.Error);
    }

    [Fact]
    public async Task Verify_FloorsAskedFor_AreMarkedNotForensic()
    {
        var run = await ToolRun.OfAsync(
            "evidence", "verify", folder.Write("e", Evidence()), "--beam-height", "3000", "--floor-height", "2800");
        Assert.Contains("not forensic", run.Output);
        Assert.DoesNotContain("floor", (await VerifyAsync(Evidence(), null)).Output);
    }

    [Theory]
    [InlineData("--beam-height", "3000")]
    [InlineData("--floor-height", "2800")]
    [InlineData("--beam-height", "3000", "--floor-height", "1")]
    public async Task Verify_ScaleThatIsNone_EndsWith2(params string[] options)
    {
        var run = await ToolRun.OfAsync(["evidence", "verify", folder.Write("e", Evidence()), .. options]);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("go together", run.Error);
    }

    private Task<ToolRun> VerifyAsync(byte[] bytes, string? fingerprint) =>
        ToolRun.OfAsync(["evidence", "verify", folder.Write("e", bytes), .. fingerprint is null ? []
            : new[] { "--fingerprint", fingerprint }]);

    private byte[] Evidence() => EvidenceFile.Write(Record(edgeAt: 0), key);

    private static EvidenceRecord Record(long edgeAt)
    {
        const long at = 60_000_000_000;
        var detection = new CityEvent(EventKind.Detection, SensorName.Parse("canopy"), new DeviceTime(0, at), 20_000) { Sequence = 1 };
        return new(DeviceId.Parse("pi-1"), BootId.FromBytes(new byte[BootId.ByteLength]), Instant.FromUtc(2026, 11, 21, 3, 59),
            ClockQuality.Synchronized, detection, at - 5_000_000_000, at + 5_000_000_000,
            ["upper", "lower"], [new(0, LineEdge.Rising, at + edgeAt, 1), new(1, LineEdge.Rising, at + 100_000_000, 1)],
            new EvidenceClip("nvr1", "c3", 0), IsWhole: true);
    }
}
