using System.Security.Cryptography;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Driving;

/// <summary>What a scenario is: its own bytes and those of every file it names, in a fixed order.</summary>
internal static class ScenarioHash
{
    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public static string Of(Scenario scenario)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Named(scenario).SelectMany(Files))
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Named(Scenario scenario)
    {
        var files = scenario.Files;
        string?[] all = [files.Scenario, files.Edge, files.Rules, files.Sensors, files.Policy, files.Places, scenario.Water?.File,
            scenario.Gas?.File];
        return all.OfType<string>();
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];
}
