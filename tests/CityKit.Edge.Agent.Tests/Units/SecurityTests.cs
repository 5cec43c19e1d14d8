using System.Reflection;
using System.Text.RegularExpressions;

namespace CityKit.Edge.Agent.Tests.Units;

/// <summary>What the security documents promise to show exists.</summary>
public sealed class SecurityTests
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Data");
    private static readonly string Tests = typeof(SecurityTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(m => m.Key == "Tests").Value!;

    [Fact]
    public void Document_TestsThatItNames_Exist()
    {
        var named = Regex.Matches(File.ReadAllText(Path.Combine(Home, "security.md")),
            "`([A-Z][A-Za-z]+(?:_[A-Za-z0-9]+){2}|[A-Z][A-Za-z]+Tests)`").Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.True(named.Length >= 20, $"only {named.Length} tests are named");
        var sources = string.Concat(Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(named, name => Assert.Matches(new Regex($@"\b{name}\b(\(|\s*:|\s*$)", RegexOptions.Multiline), sources));
    }

    [Fact]
    public void Document_TheThirteenProvisions_AreAllAnswered()
    {
        var rows = File.ReadAllLines(Path.Combine(Home, "security.md")).Where(l => l.StartsWith("| 5.", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        Assert.Equal(Enumerable.Range(1, 13).Select(n => $"5.{n}"), rows.Select(r => r[1].Split(' ')[0]));
        Assert.All(rows, r => Assert.Contains(r[2], new[] { "yes", "partly", "not yet" }));
        Assert.All(rows.Where(r => r[2] == "yes"), r => Assert.Contains('`', r[3]));
    }

    // EN 303 645 V2.1.1, provision 5.2-1: contact information, timelines for acknowledgement and for status updates.
    [Theory]
    [InlineData("report what you found in private")]
    [InlineData("within 7 days")]
    [InlineData("at least every 30 days how far it is")]
    [InlineData("Which versions get fixes")]
    public void Policy_WhatTheProvisionAsksFor_IsThere(string said) =>
        Assert.Contains(said, File.ReadAllText(Path.Combine(Home, "SECURITY.md")));
}
