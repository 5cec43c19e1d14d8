using System.CommandLine;
using CityKit.Core;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Identity;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Edge.Agent.Commands;

/// <summary><c>wipe</c>: removes key, outbox and state, with proof.</summary>
internal static class WipeCommand
{
    internal static Command Create(TimeProvider time)
    {
        var common = new CommonOptions();
        var device = new Option<string>("--device")
        {
            Description = "The device's id, typed out as the confirmation. 输入设备标识以确认。",
            HelpName = "ID",
            Required = true,
        };
        var proof = new Option<string?>("--proof")
        {
            Description = "Also write the signed statement here, outside the data folder. 另存清除证明。",
            HelpName = "FILE",
        };
        var command = new Command("wipe",
            "Removes key, outbox and state from this machine, and prints a signed statement of what was removed. 清除本机数据并出具证明。")
        {
            common.Data, device, proof,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = common.Folder(parsed);
            if (!DeviceId.TryParse(parsed.GetValue(device), null, out var id))
                throw new AgentRefusedException("--device is a device id: 1 to 64 of a-z, 0-9, '.', '_', '-'. "
                    + "--device 须为设备标识：1 至 64 个小写字母、数字或 . _ -。");
            if (!File.Exists(folder.Key))
                throw new AgentRefusedException($"{folder.Key} is not there, so nothing can sign the statement of the wipe. "
                    + $"没有密钥 {folder.Key}，无法签署清除证明。");
            await Running.RefuseAsync(folder, cancel);
            Run(folder, id, time.GetCurrentInstant(), parsed.GetValue(proof));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Run(AgentFolder folder, DeviceId device, Instant now, string? proof)
    {
        CheckDevice(folder, device);
        var wiping = new Wiping(folder);
        wiping.Run(device, now, statement =>
        {
            Console.Out.WriteLine(statement);
            if (proof is not null) File.WriteAllText(proof, statement + "\n");
        });
        foreach (var stranger in wiping.Strangers) Console.Out.WriteLine($"Not the agent's, and left: {stranger}. 非代理文件，未删除。");
        Console.Out.WriteLine(
            "Removed. Flash may keep old blocks until they are reused: destroy the card when that matters. 已清除；闪存可能残留旧块，必要时销毁存储卡。");
    }

    /// <summary>The outbox knows whose it is; one that another process holds, or another device's, is refused here.</summary>
    private static void CheckDevice(AgentFolder folder, DeviceId device)
    {
        if (!File.Exists(folder.Outbox)) return;
        Outbox.EventOutbox.Open(new Outbox.OutboxOptions { Path = folder.Outbox, Device = device }).Dispose();
    }
}
