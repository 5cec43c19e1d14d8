using System.Text.Json.Nodes;
using CityKit.Cli.Tests.Support;
using CityKit.Core.Signing;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Cli.Tests.Commands;

/// <summary>From issuing to a verdict, as a person at a terminal does it.</summary>
public sealed class CredentialTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 4, 0);
    private readonly TempFolder folder = new();
    private readonly SigningKey issuer = SigningKey.Create("k1");
    private readonly SigningKey holder = SigningKey.Create();

    public CredentialTests()
    {
        File.WriteAllText(At("issuer.pem"), issuer.ToPem());
        File.WriteAllText(At("holder.pem"), holder.ToPem());
        File.WriteAllText(At("holder.jwk"), holder.PublicKey.ToString());
        File.WriteAllText(At("keys.json"), $$"""{"keys": [{{issuer.PublicKey}}]}""");
        File.WriteAllText(At("claims.json"), """{"name": "李小明", "born": "2026-10-30", "address": {"city": "青岛市", "street": "示例路 1 号"}}""");
    }

    public void Dispose()
    {
        folder.Dispose();
        issuer.Dispose();
        holder.Dispose();
    }

    [Fact]
    public async Task Verify_OfWhatWasIssuedAndPresented_SaysWhatWasDisclosedAndNoMore()
    {
        await IssueAsync();
        File.WriteAllText(At("shown"),
            (await RunAsync("present", At("token"), "--key", At("holder.pem"), "--audience", "https://desk.example", "--nonce", "n-1",
            "--purpose", "newborn", "--claims", "/born")).Output);
        var run = await RunAsync("verify", At("shown"), "--keys", At("keys.json"), "--audience", "https://desk.example", "--nonce", "n-1",
            "--purpose", "newborn");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var verdict = JsonNode.Parse(run.Output)!;
        Assert.Equal((true, "birth", "2026-10-30"),
            ((bool)verdict["valid"]!, (string)verdict["type"]!, (string)verdict["claims"]!["born"]!));
        Assert.Equal(holder.PublicKey.Thumbprint(), (string)verdict["holder"]!);
        Assert.Null(verdict["claims"]!["name"]);
        Assert.DoesNotContain("示例路", run.Output, StringComparison.Ordinal);
    }

    [Fact] // one a line, and the rest goes on
    public async Task Verify_OfAFileWithRubbish_GivesAVerdictForEachLine()
    {
        var token = await IssueAsync();
        File.WriteAllText(At("all"), $"{token}\n\nrubbish\n{token[..^20]}~\n{token}\n");
        var run = await RunAsync("verify", At("all"), "--keys", At("keys.json"));
        Assert.Equal(1, run.Code);
        var verdicts = run.Output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal([1, 3, 4, 5], verdicts.Select(v => (int)v["line"]!));
        Assert.Equal([true, false, false, true], verdicts.Select(v => (bool)v["valid"]!));
        Assert.All(verdicts.Where(v => !(bool)v["valid"]!),
            v => Assert.True(((string)v["check"]!).Length > 0 && ((string)v["zh"]!).Length > 0));
    }

    [Theory]
    [InlineData("https://other.example", "n-1", "audience")]
    [InlineData("https://desk.example", "n-2", "nonce")]
    public async Task Verify_ForAnotherVerifier_SaysWhichCheckFailed(string audience, string nonce, string check)
    {
        await IssueAsync();
        File.WriteAllText(At("shown"),
            (await RunAsync("present", At("token"), "--key", At("holder.pem"), "--audience", "https://desk.example", "--nonce",
            "n-1")).Output);
        var run = await RunAsync("verify", At("shown"), "--keys", At("keys.json"), "--audience", audience, "--nonce", nonce);
        Assert.Equal((1, check), (run.Code, (string)JsonNode.Parse(run.Output)!["check"]!));
    }

    [Fact]
    public async Task Present_WithAnotherKey_SaysWhyNot()
    {
        await IssueAsync();
        var run = await RunAsync("present", At("token"), "--key", At("issuer.pem"), "--audience", "a", "--nonce", "n");
        Assert.Equal(2, run.Code);
        Assert.Contains("持有人", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfAToken_SaysWhatIsDisclosedAndWhatIsHidden()
    {
        await IssueAsync();
        File.WriteAllText(At("shown"),
            (await RunAsync("present", At("token"), "--key", At("holder.pem"), "--audience", "a", "--nonce", "n", "--claims",
            "/born")).Output);
        var run = await RunAsync("inspect", At("shown"));
        Assert.Equal(0, run.Code);
        Assert.Contains("Disclosed here: \"2026-10-30\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("本次披露", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("李小明", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "valid", 0)]
    [InlineData(4, "revoked", 1)]
    [InlineData(999, "unknown", 1)]
    public async Task Status_OfAnEntry_IsAVerdict(int index, string verdict, int code)
    {
        var list = new StatusListToken("https://issuer.example/list/1", StatusList.FromBytes(1, [0b0001_0000, 0]),
            Now - Duration.FromHours(1));
        File.WriteAllText(At("list"), list.Sign(issuer));
        var run = await RunAsync("status", At("list"), "--keys", At("keys.json"), "--uri", "https://issuer.example/list/1", "--index",
            $"{index}");
        Assert.Equal((code, verdict), (run.Code, (string)JsonNode.Parse(run.Output)!["verdict"]!));
    }

    [Theory]
    [InlineData("issue", "claims.json", "--key", "claims.json", "--type", "t")]
    [InlineData("issue", "issuer.pem", "--key", "issuer.pem", "--type", "t")]
    [InlineData("issue", "claims.json", "--key", "issuer.pem", "--type", "t", "--disclose", "/nobody")]
    [InlineData("issue", "claims.json", "--key", "issuer.pem", "--type", "t", "--expires", "tomorrow")]
    [InlineData("issue", "claims.json", "--key", "issuer.pem", "--type", "t", "--status", "no-index")]
    [InlineData("issue", "claims.json", "--key", "issuer.pem", "--type", "t", "--holder", "claims.json")]
    [InlineData("verify", "claims.json", "--keys", "claims.json")]
    [InlineData("verify", "nobody", "--keys", "keys.json")]
    [InlineData("verify", "claims.json", "--keys", "keys.json", "--nonce", "n")]
    [InlineData("inspect", "keys.json.gz")]
    [InlineData("status", "claims.json", "--keys", "keys.json", "--uri", "u", "--index", "1")]
    public async Task Any_WithRubbish_SaysWhatIsWrongAndEndsWithTwo(params string[] arguments)
    {
        string[] files = ["claims.json", "issuer.pem", "holder.jwk", "keys.json", "nobody", "keys.json.gz"];
        var run = await RunAsync([.. arguments.Select(argument => files.Contains(argument) ? At(argument) : argument)]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Bundle_OfIssuersAndLists_IsWhatAGateOpensBy()
    {
        using var city = DeviceKey.LoadOrCreate(At("city.pem"));
        File.WriteAllText(At("issuers.json"), $$"""
            {"issuers": [{"id": "rider-station", "types": ["rider"], "keys": [{"from": "2026-01-01T00:00:00Z", "jwk": {{issuer.PublicKey}}}]}]}
            """);
        File.WriteAllText(At("list"),
            new StatusListToken("https://riders.example/0", StatusList.FromBytes(1, [0b0000_0010]), Now).Sign(issuer));
        var run = await RunAsync(
            "bundle", At("issuers.json"), "--key", At("city.pem"), "--list", $"rider-station#0={At("list")}", "--bundle-version", "3",
            "--out", At("trust"));
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(Convert.ToBase64String(city.Public.Info.Span), run.Output, StringComparison.Ordinal);
        var trust = new GateTrust(SignedTrustBundle.Open(File.ReadAllBytes(At("trust")), city.Public, out _)!.Content);
        Assert.Equal([null, "revoked"], new[] { 0, 1 }.Select(index => Judge(trust, index)));
    }

    [Theory]
    [InlineData("rider-station#0")]
    [InlineData("nobody#0=list")]
    [InlineData("rider-station#x=list")]
    public async Task Bundle_OfAListThatIsNone_SaysWhy(string list)
    {
        using var city = DeviceKey.LoadOrCreate(At("city.pem"));
        File.WriteAllText(At("issuers.json"), """{"issuers": []}""");
        File.WriteAllText(At("list"), "rubbish");
        var run = await RunAsync("bundle", At("issuers.json"), "--key", At("city.pem"), "--list",
            list.Replace("list", At("list"), StringComparison.Ordinal),
            "--bundle-version", "1", "--out", At("trust"));
        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.False(File.Exists(At("trust")));
    }

    private string? Judge(GateTrust trust, int index)
    {
        var pass = new Pass("rider-station", "k1", "rider", Now, Now + Duration.FromDays(1), holder.PublicKey, 0, index, []);
        var code = PassCode.Show(SignedPass.Issue(pass, issuer), holder, "gate", Now).ToString();
        return new PassGate(new PassGateOptions("gate", ["rider"])).Judge(code, Now, trust).Refusal?.Code;
    }

    private async Task<string> IssueAsync()
    {
        var run = await RunAsync("issue", At("claims.json"), "--key", At("issuer.pem"), "--kid", "k1", "--type", "birth", "--issuer",
            "https://bureau.example",
            "--holder", At("holder.jwk"), "--disclose", "/name", "--disclose", "/born", "--disclose", "/address/street", "--expires",
            "2027-11-21T00:00:00Z",
            "--status", "https://issuer.example/list/1#3");
        Assert.Equal((0, ""), (run.Code, run.Error));
        File.WriteAllText(At("token"), run.Output);
        return run.Output.Trim();
    }

    private string At(string name) => folder.At(name);

    private static Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.OfAsync(["credential", .. arguments]);
}
