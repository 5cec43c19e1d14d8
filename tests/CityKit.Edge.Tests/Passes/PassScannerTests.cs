using System.Text;
using CityKit.Core.Signing;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Tests.Passes;
using CityKit.Credentials.Trust;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Serial;
using CityKit.Edge.Tests.Serial;
using CityKit.Edge.Tests.Support;
using NodaTime;

namespace CityKit.Edge.Tests.Passes;

/// <summary>A scanner is a pseudo-terminal; the trust bundle is a file that changes while it runs.</summary>
public sealed class PassScannerTests : IDisposable
{
    private const string Sample = """
        {"device": "d", "lines": [],
         "outputs": [{"name": "gate", "kind": "gate"}, {"name": "siren", "kind": "siren"}, {"name": "fire", "kind": "relay", "whileAlert": {"rules": ["smoke"]}}],
         "channels": [{"name": "c", "kind": "pass-scanner", "path": "/dev/ttyACM0", "periodMs": 50, "trustFile": "trust.bundle", "trustKey": "KEY"}],
         "sensors": [{"name": "g", "kind": "pass", MEMBERS "channel": "c"}]}
        """;

    private static readonly (string Name, string Text)[] Members =
        [("\"gate\":", "\"gate\": \"gate-3\","), ("\"types\":", "\"types\": [\"rider\"],"), ("\"output\":", "\"output\": \"gate\",")];

    private readonly GateWorld world = new();
    private readonly TempFolder folder = new();
    private readonly DeviceKey city = DeviceKey.Create();

    public void Dispose()
    {
        world.Dispose();
        folder.Dispose();
        city.Dispose();
    }

    [Fact]
    public void Read_PseudoTerminal_GivesEachCodeWithTheTrustOfThatMoment()
    {
        using var terminal = new PseudoTerminal();
        using var source = NewSource(terminal.Path);
        Assert.Equal(new ChannelRead(0), source.Read(0));
        var text = world.Show();
        terminal.Write(text + "\r\n");
        Assert.Equal(new ScannedPass(text, null), source.Read(0).Pass);
        Write(1, city);
        terminal.Write(text + "\r\n" + new string('A', 2000) + "\r\n");
        Assert.Equal(1, source.Read(0).Pass!.Trust!.Bundle.Version);
        Assert.Equal("", source.Read(0).Pass!.Text);
        Assert.Null(source.Read(0).Pass);
        terminal.HangUp();
        Assert.Equal(ChannelRead.Gone, source.Read(0).Problem);
    }

    [Fact] // a worse file never replaces what is known
    public void Current_OfAFileThatGetsWorse_KeepsTheNewestGoodOne()
    {
        var file = new GateTrustFile(folder.File("trust"), city.Public);
        Assert.Null(file.Current());
        Assert.Equal(5, After(() => Write(5, city)));
        Assert.Equal(5, After(() => Write(4, city)));
        Assert.Equal(5, After(() => File.WriteAllBytes(folder.File("trust"), [1, 2, 3])));
        using (var stranger = DeviceKey.Create()) Assert.Equal(5, After(() => Write(9, stranger)));
        Assert.Equal(5, After(() => File.Delete(folder.File("trust"))));
        Assert.Equal(6, After(() => Write(6, city)));
        long? After(Action change)
        {
            change();
            return file.Current()?.Bundle.Version;
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("\"graceH\": 24, \"openMs\": 800,", null)]
    [InlineData("\"graceH\": 721,", "graceH")]
    [InlineData("\"openMs\": 100,", "openMs")]
    [InlineData("\"types\": [],", "sensors")]
    [InlineData("\"output\": \"siren\",", "output")] // of another kind
    [InlineData("\"output\": \"fire\",", "output")] // an alert drives it
    [InlineData("\"gate\": \"gate 3\",", "sensors")]
    public void Parse_PassSensor_TakesItsMembers(string members, string? wrong)
    {
        var json = Sample.Replace("KEY", Convert.ToBase64String(city.Public.Info.Span), StringComparison.Ordinal)
            .Replace("MEMBERS",
                members + string.Concat(Members.Where(m => !members.Contains(m.Name, StringComparison.Ordinal)).Select(m => m.Text)),
                StringComparison.Ordinal);
        var result = EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json));
        if (wrong is null) Assert.Empty(result.Errors);
        else Assert.Contains(result.Errors, e => e.Path.Contains(wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("")]
    public void Parse_ATrustKeyThatIsNone_IsRefusedAtItsPlace(string key)
    {
        var json = $$"""{"device":"d","lines":[],"sensors":[],"channels":[{"name":"c","kind":"pass-scanner","path":"p","periodMs":50,"trustFile":"t","trustKey":"{{key}}"}]}""";
        Assert.Contains(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json)).Errors,
            e => e.Path.EndsWith("trustKey", StringComparison.Ordinal));
    }

    private PassScannerSource NewSource(string path) => new("c", Options(path));

    private PassScannerOptions Options(string path) => new(new SerialPortOptions(path), folder.File("trust"), city.Public);

    private void Write(long version, DeviceKey key)
    {
        var bundle = new TrustBundle(version, GateWorld.Now, GateWorld.Now + Duration.FromDays(1), []);
        File.WriteAllBytes(folder.File("trust"), SignedTrustBundle.Sign(bundle, key).Encode());
        File.SetLastWriteTimeUtc(folder.File("trust"),
            DateTime.UnixEpoch.AddSeconds(version)); // files written within one tick of the clock
    }
}
