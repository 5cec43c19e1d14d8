using System.Diagnostics;
using System.Reflection;

namespace CityKit.Build.Tests;

/// <summary>A folder with the package in a feed, and an empty project that references it.</summary>
public sealed class BuildWorld : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ck-build-").FullName;

    public BuildWorld()
    {
        var (code, output) = Dotnet("pack", Named("BuildProject"), "--no-build", "-c", Named("Configuration"), "-o", At("feed"), "-v", "q");
        Assert.True(code == 0, output);
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{At("feed")}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{At("packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CityKit.Build" Version="{Named("Version")}" />
                <CityKitRules Include="rules/*.json" />
                <CityKitCity Include="city/" Condition="Exists('city')" />
              </ItemGroup>
            </Project>
            """);
    }

    public string At(string name) => Path.Combine(root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    /// <summary>Builds the project.</summary>
    internal (int Code, string Output) Build(params string[] more) =>
        Dotnet(["build", At("app/app.csproj"), "-nologo", "-nodeReuse:false", "-v", "n", .. more]);

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string Named(string key) =>
        typeof(BuildWorld).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == key).Value!;

    private (int Code, string Output) Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
