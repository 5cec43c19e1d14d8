using System.CommandLine;
using CityKit.Edge.Agent.Commissioning;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using NodaTime;

namespace CityKit.Edge.Agent.Commands;

/// <summary>
/// <c>commission</c>: binds each sensor to its place, sees it speak, and leaves a signed record. A wizard in a terminal; with options for
/// all it needs, a script.
/// </summary>
internal static class CommissionCommand
{
    private const int MaxWhy = 128;
    private static readonly Duration LongestWait = Duration.FromHours(1);

    internal static Command Create(TimeProvider time, EdgeKinds kinds)
    {
        var common = new CommonOptions();
        var only = new Option<string[]>("--sensor")
        {
            Description = "Only this sensor; may be given several times. 仅此传感器。",
            HelpName = "NAME",
        };
        var places = new Option<string[]>("--place")
        {
            Description = $"Where a sensor is: {CommissionPlace.Rule}. 安装位置。",
            HelpName = "SENSOR=PLACE",
        };
        var skips = new Option<string[]>("--skip")
        {
            Description = "Leaves a sensor out, with the reason. 跳过及原因。",
            HelpName = "SENSOR=WHY",
        };
        var by = new Option<string>("--by")
        {
            Description = "The code of who does it; no name. 调试人员代码。",
            HelpName = "CODE",
            DefaultValueFactory = _ => "",
        };
        var wait = new Option<string>("--wait")
        {
            Description = "How long each sensor has to speak. 每个传感器的等待时间。",
            HelpName = "TIME",
            DefaultValueFactory = _ => "2m",
        };
        var command = new Command("commission",
            "Binds sensors to places, tests them live in maintenance mode, signs a record. 安装调试：绑定位置、现场测试、签名记录。")
        {
            common.Config, common.Data, only, places, skips, by, wait, VerifyCommand(),
        };
        command.SetAction((parsed, cancel) =>
        {
            var folder = common.Folder(parsed);
            var own = AgentConfigurationReader.Load(common.File(parsed), kinds);
            if (!File.Exists(folder.Key))
                throw new AgentRefusedException(
                    $"{folder.Key} is not there, or this user may not read it, so nothing can sign the record. Run: "
                        + $"sudo -u citykit-edge citykit-edge commission. 密钥 {folder.Key} 不存在或当前用户无权读取，请照此运行。");
            var look = BundleSetup.Look(folder, own.Edge.Device, kinds);
            var configuration = own.Under(look?.Active);
            var sensors = Chosen(configuration.Edge.Sensors, parsed.GetValue(only) ?? []);
            var dialog = Dialog(parsed.GetValue(places) ?? [], parsed.GetValue(skips) ?? [], sensors, configuration.Edge.Sensors);
            var wizard = new CommissionWizard(configuration, folder, dialog, TimeText.Option("--wait", parsed.GetValue(wait)!, LongestWait),
                time, Console.Out);
            return wizard.RunAsync(sensors, By(parsed.GetValue(by)!), look?.Report.Version ?? 0, cancel);
        });
        return command;
    }

    private static Command VerifyCommand()
    {
        var file = new Argument<string>("FILE") { Description = "The record. 记录文件。" };
        var key = new Option<string?>("--public")
        {
            Description = "The device's public key, PEM or JSON; else the one in the record is shown. 设备公钥。",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Checks a record's signature anywhere. Ends with 0 when it is right, 1 when it is not. 校验记录。")
        {
            file, key,
        };
        command.SetAction(parsed => Verify(parsed.GetValue(file)!, parsed.GetValue(key) is { } given ? HubKeyFile.Parse(given) : null));
        return command;
    }

    private static int Verify(string file, Core.Signing.DevicePublicKey? key)
    {
        var statement = SignedStatement.Parse(File.ReadAllText(file));
        var signer = key ?? statement?.OwnKey();
        if (statement is null || signer is null || !statement.IsSignedBy(signer))
        {
            Console.Out.WriteLine($"{file}: not as it was signed. 内容与签名不符。");
            return ExitCode.Findings;
        }
        Console.Out.WriteLine(
            $"{file}: as it was signed by "
                + $"{EnrollmentSheet.Groups(signer.Fingerprint)}{(key is null ? "; compare that with the hub's" : "")}. 签名有效。");
        Console.Out.WriteLine(statement.Line);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<IDetectorOptions> Chosen(IReadOnlyList<IDetectorOptions> sensors, string[] only)
    {
        foreach (var name in only) Known(name, sensors);
        return only.Length == 0 ? sensors : [.. sensors.Where(s => only.Contains(s.Sensor.Value))];
    }

    private static CommissionDialog Dialog(string[] places, string[] skips, IReadOnlyList<IDetectorOptions> chosen,
        IReadOnlyList<IDetectorOptions> all)
    {
        var placed = Pairs("--place", places, all,
            text => CommissionPlace.Parse(text)
                ?? throw new AgentRefusedException($"A place is {CommissionPlace.Rule}, not '{text}'. "
                    + $"安装位置“{text}”无效，应为 {CommissionPlace.Rule}。"));
        var skipped = Pairs("--skip", skips, all,
            text => text.Length is > 0 and <= MaxWhy
                ? text : throw new AgentRefusedException($"A reason has 1 to {MaxWhy} characters. 原因须为 1 至 {MaxWhy} 字。"));
        var isAsking = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        var missing = chosen.Select(s => s.Sensor.Value).Where(s => !placed.ContainsKey(s)).ToArray();
        if (!isAsking && missing.Length > 0)
            throw new AgentRefusedException($"No terminal to ask in, and no --place for {string.Join(", ", missing)}. "
                + $"没有可供询问的终端，请用 --place 指明安装位置：{string.Join("、", missing)}。");
        return new CommissionDialog(placed, skipped, isAsking);
    }

    private static Dictionary<string, T> Pairs<T>(string option, string[] texts, IReadOnlyList<IDetectorOptions> sensors,
        Func<string, T> read)
    {
        var pairs = new Dictionary<string, T>();
        foreach (var text in texts)
        {
            if (text.Split('=', 2) is not [var sensor, var rest])
                throw new AgentRefusedException($"{option} is SENSOR=..., not '{text}'. {option} 须写作 传感器=内容，而非“{text}”。");
            Known(sensor, sensors);
            pairs[sensor] = read(rest);
        }
        return pairs;
    }

    private static void Known(string name, IReadOnlyList<IDetectorOptions> sensors)
    {
        var names = sensors.Select(s => s.Sensor.Value).ToArray();
        if (names.Contains(name)) return;
        var meant = Core.Text.NearMiss.Of(name, names) is { } near ? $" Did you mean '{near}'?" : "";
        throw new AgentRefusedException($"There is no sensor '{name}'; there are {string.Join(", ", names)}.{meant} "
            + $"没有传感器“{name}”，可用：{string.Join("、", names)}。");
    }

    private static string By(string code) =>
        code.Length == 0 || CommissionPlace.IsCode(code)
            ? code : throw new AgentRefusedException(
                $"--by is a code of 1 to 32 letters, digits, '.', '_', '-', '#', and no name; not '{code}'. "
                    + $"--by 须为 1 至 32 个字母、数字或 . _ - #，不得用姓名，“{code}”无效。");
}
