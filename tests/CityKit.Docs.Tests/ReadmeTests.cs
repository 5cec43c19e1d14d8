using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Trust;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Docs.Tests;

/// <summary>The lines about services without paper, in both languages: compiled, and what they say when they run.</summary>
public sealed partial class ReadmeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 26, 1, 0);

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Readme_LinesWithoutPaper_StandInThePageThatCompiles(string name)
    {
        var block = Fence().Matches(DocumentTests.Text($"readme/{name}")).Select(match => match.Groups["code"].Value)
            .Single(code => code.Contains(nameof(Services.Plans.ServicePlanner), StringComparison.Ordinal));
        Assert.Contains(DocumentTests.Plain(block), DocumentTests.Plain(DocumentTests.Text("pages/NoPaper.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_LinesWithoutPaper_ProveThreeOfFourMaterials()
    {
        using var police = SigningKey.Create("2026-1");
        using var phone = SigningKey.Create();
        using var random = RandomNumberGenerator.Create();
        var issuers = new IssuerRegistry(
            [new Issuer("police", [new IssuerKey(police.PublicKey, Now)], ["https://credentials.example/id-card"])]);
        var json = JsonFence().Match(DocumentTests.Text("docs/services.md")).Groups["code"].Value;
        var catalogue = ServiceCatalogue.Read(Encoding.UTF8.GetBytes(json), out _)!;
        var said = Pages.NoPaper.Run(police, phone, issuers, new OneTimeNonces(Duration.FromMinutes(5)), catalogue, random, Now);
        Assert.Equal("4 materials, 1 to hand in", said);
    }

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^```json\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonFence();
}
