using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityKit.House.Tests.Texts;

/// <summary>
/// Finds the English text that belongs to a Chinese one: beside it in the same call, or in the member that is named for English.
/// </summary>
internal static class Counterpart
{
    internal static ExpressionSyntax? Of(ExpressionSyntax text) => Beside(text) ?? InMemberOf(text);

    /// <summary>The code that a call with this text begins with; empty for none.</summary>
    internal static string CodeOf(ExpressionSyntax text, ExpressionSyntax english) =>
        Arguments(text).FirstOrDefault() is LiteralExpressionSyntax first && first != text && first != english
            && Wording.IsCode(Wording.Of(first)) ? Wording.Of(first) : "";

    private static ExpressionSyntax? Beside(ExpressionSyntax text)
    {
        var all = Arguments(text);
        var at = all.IndexOf(text);
        ExpressionSyntax?[] near = [all.ElementAtOrDefault(at - 1), all.ElementAtOrDefault(at + 1)];
        var english = near.OfType<ExpressionSyntax>().Where(other => IsEnglish(other, text)).ToList();
        return english.Find(other => Wording.HasWords(Wording.Of(other)) && !Wording.IsCode(Wording.Of(other))) ?? english.LastOrDefault();
    }

    private static List<ExpressionSyntax> Arguments(ExpressionSyntax text) => text.Parent switch
    {
        ArgumentSyntax { Parent: BaseArgumentListSyntax list } => [.. list.Arguments.Select(argument => argument.Expression)],
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => [.. tuple.Arguments.Select(argument => argument.Expression)],
        _ => [],
    };

    /// <summary>English may quote a Chinese term; Chinese may begin with a name.</summary>
    private static bool IsEnglish(ExpressionSyntax other, ExpressionSyntax text)
    {
        if (!Wording.HasText(other) || Wording.Of(other) is not { Length: > 0 } words) return false;
        return Wording.IsChinese(words) ? Wording.BeginsInEnglish(words) && !Wording.BeginsInEnglish(Wording.Of(text))
            : Wording.HasWords(words) || words.Contains('{', StringComparison.Ordinal);
    }

    private static ExpressionSyntax? InMemberOf(ExpressionSyntax text)
    {
        var (name, type) = (NameOf(text.Parent), text.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault());
        if (name is null || type is null || !name.Contains("Zh", StringComparison.Ordinal)) return null;
        string[] names = [name.Replace("Zh", "En", StringComparison.Ordinal), name.Replace("Zh", "", StringComparison.Ordinal)];
        return type.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(other => names.Contains(NameOf(other.Parent)));
    }

    /// <summary>What a member or variable is called whose whole value this is.</summary>
    private static string? NameOf(SyntaxNode? value) => value switch
    {
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.Identifier.Text,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.Text,
        _ => null,
    };
}
