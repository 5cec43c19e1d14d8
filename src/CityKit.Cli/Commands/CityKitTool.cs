using System.CommandLine;
using System.CommandLine.Help;
using CityKit.Core;

namespace CityKit.Cli.Commands;

/// <summary>The tool as a function: arguments and a terminal in, an exit code out.</summary>
internal static class CityKitTool
{
    internal static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancel)
    {
        try
        {
            return await InvokeAsync(Create(terminal).Parse(arguments), terminal, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Stopped. 已停止。");
        }
        catch (Exception wrong) when (wrong is ToolException or RefusedException or IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine(wrong.Message);
        }
        return ExitCode.CouldNot;
    }

    /// <summary>Not a <see cref="RootCommand"/>, which would call itself what the assembly is called.</summary>
    private static Command Create(Terminal terminal) => new("citykit",
        "What a city's files hold: checks, imports, locates, explains, draws. 城市数据工具：检查、导入、定位、解释、绘图。")
    {
        new HelpOption(),
        new VersionOption(),
        NewCommands.Create(terminal),
        CityCommands.Create(terminal),
        RuleCommands.Create(terminal),
        ImportCommands.Create(terminal),
        ComponentCommands.Create(terminal),
        GridCommands.Create(terminal),
        MapCommands.Create(terminal),
        CodeCommands.Create(terminal),
        CredentialCommands.Create(terminal),
        EvidenceCommands.Create(terminal),
        ReleaseCommands.Create(terminal),
        JournalCommands.Create(terminal),
        HubCommands.Create(terminal),
        ClusterCommands.Create(terminal),
        KeyCommands.Create(terminal),
    };

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        foreach (var error in parsed.Errors) terminal.Error.WriteLine(error.Message);
        if (parsed.Errors.Count > 0) return ExitCode.CouldNot;
        try
        {
            return await parsed.InvokeAsync(terminal.Invocation, cancel).ConfigureAwait(false);
        }
        finally
        {
            await terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
