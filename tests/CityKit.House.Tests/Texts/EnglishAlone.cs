using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityKit.House.Tests.Texts;

/// <summary>Finds sentences that a call takes in both languages, and that were given in English twice.</summary>
internal static class EnglishAlone
{
    /// <summary>The calls, and at which argument their English and their Chinese is.</summary>
    private static readonly Dictionary<string, (int English, int Chinese)> Calls = new()
    {
        ["LocalizedText"] = (1, 0),
        ["Refusal.Of"] = (1, 2),
        ["CredentialProblem.Of"] = (2, 3),
        ["CodeProblem.Of"] = (3, 4),
        ["QueryParameter.Text"] = (1, 2),
        ["QueryParameter.Integer"] = (1, 2),
        ["QueryParameter.Instant"] = (1, 2),
    };

    /// <summary>The calls that say what a file may have, and so take a text made in place.</summary>
    private static readonly string[] Allowing = ["Refuse", "Reject", "RejectAll", "Parsed", "ParsedOrDefault", "AllParsed"];

    internal static IEnumerable<ExpressionSyntax> In(SyntaxNode root) => Twice(root).Concat(InLists(root));

    private static IEnumerable<ExpressionSyntax> Twice(SyntaxNode root) =>
        from list in root.DescendantNodes().OfType<ArgumentListSyntax>()
        where Calls.ContainsKey(NameOf(list.Parent))
        let at = Calls[NameOf(list.Parent)]
        where list.Arguments.Count > Math.Max(at.English, at.Chinese)
        let chinese = list.Arguments[at.Chinese].Expression
        where Wording.IsSentence(Wording.Of(list.Arguments[at.English].Expression))
        where Wording.HasText(chinese) && Wording.HasWords(Wording.Of(chinese)) && !Wording.IsChinese(Wording.Of(chinese))
        select chinese;

    /// <summary>A list needs no second language, but a sentence does.</summary>
    private static IEnumerable<ExpressionSyntax> InLists(SyntaxNode root) =>
        from list in root.DescendantNodes().OfType<ArgumentListSyntax>()
        where NameOf(list.Parent) == "LocalizedText.Values"
        from argument in list.Arguments
        where Wording.HasText(argument.Expression) && Wording.IsSentence(Wording.Of(argument.Expression))
        select argument.Expression;

    private static string NameOf(SyntaxNode? call) => call switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString(),
        ImplicitObjectCreationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax around } }
            when IsAllowing(around) => "LocalizedText",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } => called.ToString(),
        _ => "",
    };

    private static bool IsAllowing(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax called && Allowing.Contains(called.Name.Identifier.Text);
}
