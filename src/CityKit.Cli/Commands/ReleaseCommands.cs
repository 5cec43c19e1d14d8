using System.CommandLine;
using System.Security.Cryptography;
using CityKit.Cli.Releases;

namespace CityKit.Cli.Commands;

/// <summary><c>release make|show</c>.</summary>
internal static class ReleaseCommands
{
    internal static Command Create(Terminal terminal) => new("release", "Signed packages of the edge agent. 边缘代理发布包。")
    {
        Make(terminal), Show(terminal),
    };

    private static Command Make(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "What 'dotnet publish' wrote. 发布目录。" };
        var key = new Option<string>("--key")
        {
            Description = "The hub's bundle key, private half, PKCS #8 PEM. 中枢配置私钥。",
            HelpName = "FILE", Required = true,
        };
        var version = new Option<string>("--release-version")
        {
            Description = "The version, such as 0.2.0. 发布版本号。",
            HelpName = "VERSION", Required = true,
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "linux-arm64, linux-x64 or portable. 运行环境。",
            HelpName = "RID", Required = true,
        };
        var number = new Option<long?>("--number")
        {
            Description = "The number, when it is not to follow from the version. 序号。",
            HelpName = "N",
        };
        var product = new Option<string>("--product")
        {
            Description = "The program. 程序名。",
            HelpName = "NAME", DefaultValueFactory = _ => "citykit-edge",
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder for NUMBER-RUNTIME.release. 输出目录。",
            HelpName = "DIR", DefaultValueFactory = _ => ".",
        };
        var command = new Command("make", "Packs and signs a folder. Ends with 0 when the package is written. 打包并签名。")
        {
            folder, key, version, runtime, number, product, output,
        };
        command.SetAction(parsed =>
        {
            var choice = new ReleaseChoice(
                parsed.GetValue(product)!, parsed.GetValue(version)!, parsed.GetValue(runtime)!, parsed.GetValue(number));
            terminal.Output.WriteLine(
                Guard(() => ReleaseMaking.Run(parsed.GetValue(folder)!, choice, parsed.GetValue(key)!, parsed.GetValue(output)!)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A package. 发布包。" };
        var fingerprint = new Option<string?>("--key")
        {
            Description = "The hub's bundle key, public or private half, PEM: ends with 1 when it did not sign. 中枢密钥。",
            HelpName = "FILE",
        };
        var command = new Command("show", "Shows a package, and checks signature and every file. 查看并校验发布包。") { file, fingerprint };
        command.SetAction(async (parsed, cancel) => await ReleaseShowing.RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(fingerprint), terminal.Output, cancel) ? ExitCode.Done : ExitCode.Rejects);
        return command;
    }

    private static string Guard(Func<string> make)
    {
        try
        {
            return make();
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            throw new ToolException(wrong.Message);
        }
    }
}
