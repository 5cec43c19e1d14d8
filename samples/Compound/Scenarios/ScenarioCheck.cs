using CityKit.Cases.Policies;
using CityKit.Core.Text;
using CityKit.Edge.Configuration;
using CityKit.Samples.Compound.World;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Reads the files that a scenario names before anything starts, so that what is wrong is reported at once.</summary>
internal static class ScenarioCheck
{
    /// <summary>Checks them all.</summary>
    /// <exception cref="InputException">Something is wrong; each error has file, line and column.</exception>
    public static void Check(Scenario scenario)
    {
        var edge = Edge(scenario);
        var register = Read<SensorRegister>(scenario.Files.Sensors, SensorRegister.Parse);
        var rules = Read<RuleSet>(scenario.Files.Rules, RuleSet.Parse);
        Throw(scenario.Files.Rules, rules.Check(register));
        Read<WorkPolicy>(scenario.Files.Policy, PolicyReader.Read);
        PlaceFiles.UnitGrids(scenario);
        var missing = scenario.Lines.Select(l => l.Name).Except(edge.Lines.Select(l => l.Name)).ToArray();
        if (missing.Length > 0)
            throw new InputException(
                $"{scenario.Files.Edge} has no line {string.Join(", ", missing)}, which the scenario drives. 边缘配置缺少线路。");
    }

    /// <summary>The edge's configuration.</summary>
    /// <exception cref="InputException">Something is wrong.</exception>
    public static EdgeConfiguration Edge(Scenario scenario)
    {
        var result = EdgeConfiguration.Parse(File.ReadAllBytes(scenario.Files.Edge));
        Throw(scenario.Files.Edge, result.Errors);
        return result.Configuration!;
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="InputException">Something is wrong.</exception>
    public static T Read<T>(string path, Parse<T> parse) where T : class
    {
        var result = parse(File.ReadAllBytes(path), out var errors);
        Throw(path, errors);
        return result!;
    }

    private static void Throw(string path, IReadOnlyList<ConfigError> errors)
    {
        if (errors.Count > 0) throw new InputException(string.Join('\n', errors.Select(e => $"{path}: {e.Message}")));
    }

    /// <summary>How each kind of file is read.</summary>
    public delegate T? Parse<T>(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors) where T : class;
}
