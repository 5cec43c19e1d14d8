using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Tests.Evidence;

public sealed class EvidenceFileTests
{
    /// <summary>
    /// A signed file and the public key it was signed with, kept since the format was made: what was written once must be read for ever.
    /// </summary>
    private const string GoldenKey =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwmcHoIcBaLICf+p1kScJ7ZlFa/E+vthdM5OVVtXyQKTS4rTOblzz3DK2qWXmugvaZgd1VyXRDFy6OXoqac0mMA==";

    private const string GoldenFile =
        "lLJjaXR5a2l0LWV2aWRlbmNlLzGVksR7mqdwaS0wMDAxxBAAAAAAAAAAAAAAAAAAAAAqzxjp5lnV9gAAAsQnmQEDAM8AAAAb8I6wAACmY2Fub3B5zU4gAIGpbWluRHJvcE1tzUGAzwAAABrGiL4AzwAAAB0alKIAkqV1cHBlcqVsb3dlcpOkbnZyMaNjaDPNBdzDxCCFbrJd93InWyuHwGLd6QuAXkKPo5MS8kjoiBz2l0zQWZLEDZQAAc8AAAAb6M8LgAfEIAOPfOQXiJKpxAYRpbCyVu92ZElJES/DN719wx78NeXtksQNlAACzwAAABvpZ6IACMQgW1IvjRKwxJpURFXn8FzptUg8Q7St+uE5FlJaOVNlb+6SxA2UAQHPAAAAG+7E7IADxCDzd4WrAp9YzlC3CzSll0lMCU1ru3O3ltxon5TbWazpz5LEDZQBAs8AAAAb712DAATEIGBjipyPswhbRAJbxltLN+gXWIn0K+7p7TG6E2E+sdl7xFswWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATCZweghwFosgJ/6nWRJwntmUVr8T6+2F0zk5VW1fJApNLitM5uXPPcMrapZea6C9pmB3VXJdEMXLo5eippzSYwxEA7d0IQAKXbJrpEApmlU7uEc59Trcjak0H+Ply0TB5+ASD73PQzWeq4PcDq42y3wKOLZTwK90bc370kHFvvf6Lf";

    [Fact]
    public void Write_ThenVerify_GivesEverythingBack()
    {
        using var key = DeviceKey.Create();
        var check = EvidenceFile.Verify(EvidenceFile.Write(Sample(), key), key.Public);
        Assert.Null(check.Problem);
        Assert.True(check.IsValid);
        AssertSame(Sample(), check.Record!);
    }

    [Fact]
    public void Verify_TheGoldenFile_IsValid()
    {
        var check = EvidenceFile.Verify(Convert.FromBase64String(GoldenFile), new DevicePublicKey(Convert.FromBase64String(GoldenKey)));
        Assert.True(check.IsValid, check.Problem?.En);
        AssertSame(Sample(), check.Record!);
    }

    [Fact]
    public void Write_TheSameRecord_GivesTheGoldenBytesUpToTheKey()
    {
        using var key = DeviceKey.Create();
        var golden = Convert.FromBase64String(GoldenFile);
        var signed = golden.Length - 91 - 64 - 4; // SubjectPublicKeyInfo of P-256, signature, and their lengths
        Assert.Equal(Convert.ToHexString(golden.AsSpan(0, signed)),
            Convert.ToHexString(EvidenceFile.Write(Sample(), key).AsSpan(0, signed)));
    }

    [Fact]
    public void Verify_AnyBitOfAnyByteFlipped_IsNotValidAndToldWhere()
    {
        var (bytes, key) = (Convert.FromBase64String(GoldenFile), new DevicePublicKey(Convert.FromBase64String(GoldenKey)));
        for (var i = 0; i < bytes.Length; i++)
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[i] ^= (byte)(1 << bit);
                var check = EvidenceFile.Verify(changed, key);
                Assert.False(check.IsValid, $"byte {i}, bit {bit}");
                Assert.NotNull(check.Problem);
                Assert.InRange(check.Offset, 0, bytes.Length);
            }
    }

    [Fact]
    public void Verify_AnEdgeChangedInsideItsEntry_NamesTheEntry()
    {
        using var key = DeviceKey.Create();
        var record = Sample();
        var bytes = EvidenceFile.Write(record, key);
        var other = EvidenceFile.Write(record with
        {
            Edges = [record.Edges[0], record.Edges[1] with { Nanoseconds = record.Edges[1].Nanoseconds + 1 }, .. record.Edges.Skip(2)],
        }, key);
        var first = bytes.AsSpan().CommonPrefixLength(other);
        bytes[first] = other[first];
        Assert.Equal(2, EvidenceFile.Verify(bytes, key.Public).Entry);
    }

    [Fact]
    public void Verify_AnyLengthCut_IsNotValid()
    {
        var (bytes, key) = (Convert.FromBase64String(GoldenFile), new DevicePublicKey(Convert.FromBase64String(GoldenKey)));
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(EvidenceFile.Verify(bytes.AsSpan(0, length), key).IsValid, $"{length} bytes");
        Assert.False(EvidenceFile.Verify([.. bytes, 0], key).IsValid);
    }

    [Fact]
    public void Verify_AnotherDevicesFile_IsToldSo()
    {
        using var mine = DeviceKey.Create();
        using var another = DeviceKey.Create();
        var check = EvidenceFile.Verify(EvidenceFile.Write(Sample(), another), mine.Public);
        Assert.Contains("another device's key", check.Problem!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_EdgesLeftOutAndSignedAnewByNobody_IsNotValid()
    {
        using var key = DeviceKey.Create();
        using var forger = DeviceKey.Create();
        var honest = EvidenceFile.Write(Sample(), key);
        var forged = EvidenceFile.Write(Sample() with { Edges = [] }, forger);
        var tail = 91 + 64 + 4;
        byte[] mixed = [.. forged.AsSpan(0, forged.Length - tail), .. honest.AsSpan(honest.Length - tail)];
        Assert.Contains("does not fit", EvidenceFile.Verify(mixed, key.Public).Problem!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ClipTimes_TheRecordersClockIsAhead_AreOnItsClock()
    {
        var (from, to) = Sample().ClipTimes!.Value;
        Assert.Equal(Instant.FromUtc(2026, 11, 21, 0, 1, 45) + Duration.FromMilliseconds(1_500), from);
        Assert.Equal(Instant.FromUtc(2026, 11, 21, 0, 2, 5) + Duration.FromMilliseconds(1_500), to);
        Assert.Null((Sample() with { Zero = null }).ClipTimes);
    }

    internal static EvidenceRecord Sample()
    {
        const long At = 120_000_000_000;
        var detection = new CityEvent(EventKind.Detection, SensorName.Parse("canopy"), new DeviceTime(0, At), 20_000)
        {
            Sequence = 1, Fields = EventFields.Of(new EventField("minDropMm", 16_768)),
        };
        EvidenceEdge[] edges = [new(0, LineEdge.Rising, At - 130_000_000, 7), new(0, LineEdge.Falling, At - 120_000_000, 8),
            new(1, LineEdge.Rising, At - 30_000_000, 3), new(1, LineEdge.Falling, At - 20_000_000, 4)];
        return new EvidenceRecord(DeviceId.Parse("pi-0001"), new BootId(42), Instant.FromUtc(2026, 11, 21, 0, 0), ClockQuality.Synchronized,
            detection, At - 5_000_000_000, At + 5_000_000_000, ["upper", "lower"], edges, new EvidenceClip("nvr1", "ch3", 1_500),
            IsWhole: true);
    }

    private static void AssertSame(EvidenceRecord expected, EvidenceRecord actual)
    {
        Assert.Equal(expected.Edges, actual.Edges);
        Assert.Equal(expected.Lines, actual.Lines);
        Assert.Equal(expected, actual with { Edges = expected.Edges, Lines = expected.Lines });
    }
}
