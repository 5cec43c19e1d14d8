using CityKit.Core.Text;
using CityKit.Sensors.Packs;

namespace CityKit.Cli.Rules;

/// <summary><c>rule packs</c>.</summary>
internal static class RulePacksRun
{
    internal static int Run(Terminal terminal, IReadOnlyList<string> names, string? folder)
    {
        var packs = names.Count == 0 ? RulePacks.All : [.. names.Select(Find)];
        foreach (var rule in packs.SelectMany(pack => pack.Rules.Rules.Select(rule => (pack.Name, rule))))
            terminal.Output.WriteLine($"{rule.Name,-16} {rule.rule.Id,-24} {rule.rule.Then.Title.Zh}  {rule.rule.Then.Title.En}");
        if (folder is not null) Write(terminal, packs, folder);
        return ExitCode.Done;
    }

    private static RulePack Find(string name) => RulePacks.Find(name) ?? throw new ToolException(
        $"There is no pack {name}{(NearMiss.Of(name, RulePacks.All.Select(pack => pack.Name)) is { } near ? $"; is it {near}?" : ".")} "
        + $"There are: {string.Join(", ", RulePacks.All)}. 没有规则包 {name}。");

    private static void Write(Terminal terminal, IReadOnlyList<RulePack> packs, string folder)
    {
        (string Path, ReadOnlyMemory<byte> Bytes)[] files =
        [
            .. packs.SelectMany(pack => (IEnumerable<(string, ReadOnlyMemory<byte>)>)
            [
                (Path.Combine(folder, $"{pack.Name}.rules.json"), pack.RulesJson),
                (Path.Combine(folder, $"{pack.Name}.tests.json"), pack.TestsJson),
            ]),
        ];
        if (files.FirstOrDefault(file => File.Exists(file.Path)).Path is { } there)
            throw new ToolException($"{there} is there already; nothing was written. {there} 已存在，未写入任何文件。");
        Directory.CreateDirectory(folder);
        foreach (var (path, bytes) in files) File.WriteAllBytes(path, bytes.Span);
        terminal.Error.WriteLine($"{files.Length} files of rules and tests written to {folder}. 已在 {folder} 写入 {files.Length} 个规则与测试文件。");
    }
}
