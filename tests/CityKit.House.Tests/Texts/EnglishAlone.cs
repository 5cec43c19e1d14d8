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

    internal static IEnumerable<ExpressionSyntax> In(SyntaxNode root) =>
        from list in root.DescendantNodes().OfType<ArgumentListSyntax>()
        where Calls.ContainsKey(NameOf(list.Parent))
        let at = Calls[NameOf(list.Parent)]
        where list.Arguments.Count > Math.Max(at.English, at.Chinese)
        let chinese = list.Arguments[at.Chinese].Expression
        where Wording.IsSentence(Wording.Of(list.Arguments[at.English].Expression))
        where Wording.HasText(chinese) && Wording.HasWords(Wording.Of(chinese)) && !Wording.IsChinese(Wording.Of(chinese))
        select chinese;

    private static string NameOf(SyntaxNode? call) => call switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString(),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } => called.ToString(),
        _ => "",
    };
}
