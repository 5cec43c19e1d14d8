using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityKit.House.Tests.Entries;

/// <summary>
/// Compiles examples against the packages as an application would: it sees public members alone. Each is a method of a class of its own in
/// the namespace of what it shows, so that a name means there what it means in that package.
/// </summary>
internal static class ExampleCompiler
{
    private static readonly Lazy<Dictionary<string, string[]>> Errors = new(() =>
        Example.All.Zip(Compile(Example.All)).ToDictionary(pair => pair.First.Member, pair => pair.Second));

    private static IEnumerable<MetadataReference> References => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file));

    private static CSharpCompilationOptions Options =>
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static string[] OfApplications =>
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json",
        "System.Security.Cryptography", "System.Text.Json", "System.Text.Json.Nodes", "System.Text.Json.Serialization.Metadata",
        "System.Threading", "System.Threading.Tasks", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "MessagePack", "MessagePack.Resolvers", "NodaTime",
    ];

    /// <summary>What is wrong with the example of a member.</summary>
    internal static string[] ErrorsOf(string member) => Errors.Value[member];

    /// <summary>What is wrong with each of these examples, all compiled at once.</summary>
    internal static IEnumerable<string[]> Compile(IReadOnlyList<Example> examples)
    {
        var trees = examples.Select((example, at) => Parse(Wrapped(example, $"Example{at}"))).ToArray();
        var found = CSharpCompilation.Create("Examples", [Parse(Usings()), Parse(Names()), .. trees], References, Options)
            .GetDiagnostics().Where(IsWrong).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        return trees.Select(tree => found[tree].Concat(found[null]).Select(diagnostic => diagnostic.ToString()).ToArray());
    }

    /// <summary>A null where there may be none is wrong too: people copy examples.</summary>
    private static bool IsWrong(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal);

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));

    private static string Wrapped(Example example, string name)
    {
        var root = (CompilationUnitSyntax)Parse(example.Code).GetRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToArray();
        return $$"""
            {{root.Usings.ToFullString()}}
            namespace {{example.Namespace}}
            {
                internal sealed class {{name}} : ExampleNames
                {
                    {{string.Concat(root.Members.Except(statements).Select(member => member.ToFullString()))}}
                    internal async Task<object?> RunAsync()
                    {
                        {{string.Concat(statements.Select(statement => statement.ToFullString()))}}
                        return await Task.FromResult<object?>(null);
                    }
                }
            }
            """;
    }

    /// <summary>The usings of an application's project, and the namespaces of all packages.</summary>
    private static string Usings() => string.Concat(
        OfApplications.Concat(PublicTypes.All.Select(type => type.Namespace!)).Distinct().Select(space => $"global using {space};\n"));

    private static string Names()
    {
        using var stream = typeof(ExampleCompiler).Assembly.GetManifestResourceStream("ExampleNames.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
