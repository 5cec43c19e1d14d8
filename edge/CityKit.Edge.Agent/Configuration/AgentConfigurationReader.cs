using CityKit.Core.Text;
using CityKit.Edge.Configuration;
using CityKit.Edge.Loop;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Edge.Agent.Configuration;

/// <summary>Reads <c>edge.json</c> and the files that it names; everything wrong in any of them is reported at once.</summary>
internal sealed class AgentConfigurationReader(EdgeKinds kinds)
{
    private const long MaxBytes = 16 << 20;
    private readonly List<FileFinding> findings = [];

    private delegate T? Parse<T>(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors) where T : class;

    /// <summary>What is wrong.</summary>
    internal IReadOnlyList<FileFinding> Findings => findings;

    /// <summary>Reads the configuration, which must be right.</summary>
    /// <exception cref="AgentRefusedException">A file cannot be read, or something in it is wrong.</exception>
    internal static AgentConfiguration Load(string file, EdgeKinds kinds)
    {
        var reader = new AgentConfigurationReader(kinds);
        return reader.Read(file)
            ?? throw new AgentRefusedException(string.Join('\n', reader.Findings) + $"\n'citykit-edge check {file}' shows it again. "
                + $"配置有误，可用 citykit-edge check {file} 再次查看。");
    }

    /// <returns>The configuration, or null with <see cref="Findings"/>.</returns>
    /// <exception cref="AgentRefusedException">A file cannot be read.</exception>
    internal AgentConfiguration? Read(string file)
    {
        var edge = Parsed<EdgeConfiguration>(file, (utf8, out errors) =>
        {
            var result = EdgeConfiguration.Parse(utf8, kinds);
            errors = result.Errors;
            return result.Configuration;
        });
        var rules = edge?.Rules is { } named ? ReadRules(Beside(file, named), Beside(file, edge.Register!)) : null;
        if (edge is not null && (rules is not null || edge.Rules is null)) Note(file, edge.Check(rules?.Rules ?? RuleSet.Empty));
        if (edge is null || findings.Count > 0) return null;
        return new AgentConfiguration(file, edge, rules is null ? null : rules with { Suspensions = edge.Suspensions });
    }

    private LocalRules? ReadRules(string rulesFile, string registerFile)
    {
        var rules = Parsed<RuleSet>(rulesFile, RuleSet.Parse);
        var register = Parsed<SensorRegister>(registerFile, SensorRegister.Parse);
        if (rules is null || register is null) return null;
        Note(rulesFile, rules.Check(register));
        return new LocalRules(rules, register);
    }

    private T? Parsed<T>(string file, Parse<T> parse) where T : class
    {
        var result = parse(Bytes(file), out var errors);
        Note(file, errors);
        return result;
    }

    private void Note(string file, IEnumerable<ConfigError> errors) =>
        findings.AddRange(errors.Select(error => new FileFinding(file, error)));

    private static string Beside(string file, string named) => Path.Combine(Path.GetDirectoryName(file) ?? "", named);

    private static byte[] Bytes(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes } large)
                throw new AgentRefusedException($"{file} has {large.Length} bytes, over {MaxBytes}. "
                    + $"文件 {file} 有 {large.Length} 字节，超过上限 {MaxBytes}。");
            return File.ReadAllBytes(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new AgentRefusedException($"{file} cannot be read: {wrong.Message} 无法读取文件 {file}。");
        }
    }
}
