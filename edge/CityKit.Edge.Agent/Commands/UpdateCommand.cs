using System.CommandLine;
using CityKit.Core.Releases;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Agent.Updates;
using CityKit.Edge.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>update</c>: shows which release runs, gives the agent a package, or goes back by hand.</summary>
internal static class UpdateCommand
{
    internal static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<string?>("FILE")
        {
            Description = "A signed package; without it, what is installed is shown. 签名的发布包。",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var older = new Option<bool>("--older") { Description = "Takes it although a higher number was taken before. 允许降级。" };
        var back = new Option<bool>("--back") { Description = "Goes back to the previous release; the agent is stopped. 退回上一版本。" };
        var command = new Command("update", "Shows which release of the agent runs, and takes another. 查看或更新程序版本。")
        {
            file, common.Data, older, back,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = common.Folder(parsed);
            if (parsed.GetValue(file) is { } package) await GiveAsync(folder, package, parsed.GetValue(older), cancel);
            else if (parsed.GetValue(back)) await GoBackAsync(folder, cancel);
            else Show(folder);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>
    /// Checked here, so that the one who gives it hears what is wrong; checked again, with every byte, by the agent that takes it.
    /// </summary>
    private static async Task GiveAsync(AgentFolder folder, string package, bool older, CancellationToken cancel)
    {
        await using (var stream = File.OpenRead(package)) await CheckAsync(folder, stream, older, cancel);
        Directory.CreateDirectory(folder.Inbox);
        var name = Path.Combine(folder.Inbox, older ? PackageFolders.OlderName : "given" + ReleasePackage.Extension);
        File.Copy(package, name + ".new", overwrite: true);
        foreach (var made in new[] { folder.Releases, folder.Inbox, name + ".new" }) Ownership.GiveLike(folder.Path, made);
        File.Move(name + ".new", name, overwrite: true);
        using var status = await ControlClient.AskAsync(folder, ControlSocket.UpdateWord, cancel);
        Console.Out.WriteLine(status is null
            ? "Given; the agent takes it when it starts. 已提交，代理启动后更新。"
            : "Given; the agent takes it now and starts it on trial: 'citykit-edge status' says how that goes. 已提交，代理正在更新。");
    }

    private static async Task CheckAsync(AgentFolder folder, Stream package, bool older, CancellationToken cancel)
    {
        var (signed, error) = await ReleasePackage.ReadHeadAsync(package, cancel);
        if (signed is null) throw new AgentRefusedException($"{error!.Message.En} {error.Message.Zh}");
        if (ReleaseLook.WhyNot(Options(folder), signed, older) is { } refusal)
            throw new AgentRefusedException($"{refusal.Message.En} {refusal.Message.Zh}");
    }

    private static async Task GoBackAsync(AgentFolder folder, CancellationToken cancel)
    {
        await Running.RefuseAsync(folder, cancel);
        var options = Options(folder);
        using var held = AgentReleases.Hold(folder);
        var keeper = new ReleaseKeeper(options, NullLogger<ReleaseKeeper>.Instance);
        if (keeper.Fate.Version == 0)
            throw new AgentRefusedException("The installed program is in force; there is nothing to go back to. 当前为已安装程序，无可退回。");
        keeper.RollBack("by hand");
        foreach (var made in Directory.EnumerateFiles(folder.Releases)) Ownership.GiveLike(folder.Path, made);
        Show(folder);
    }

    private static void Show(AgentFolder folder)
    {
        var look = ReleaseLook.At(Options(folder));
        Console.Out.WriteLine($"installed      {AgentVersion.Text}, number {InstalledProgram.Current.Number}, {InstalledProgram.Runtime}");
        Console.Out.WriteLine($"in force       {look.InForce()}");
        if (look.Fate.RolledBack > 0) Console.Out.WriteLine($"rolled back    number {look.Fate.RolledBack}: {look.Fate.RolledBackWhy}");
    }

    private static ReleaseOptions Options(AgentFolder folder) => AgentReleases.Options(folder)
        ?? throw new AgentRefusedException(
            "No hub key is pinned, so no signature can be checked: 'citykit-edge enroll --hub-key FILE' first. "
                + "未固定中枢公钥，无法核对签名，请先运行 citykit-edge enroll --hub-key FILE。");
}
