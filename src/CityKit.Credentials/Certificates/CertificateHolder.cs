using CityKit.Core.Codes;

namespace CityKit.Credentials.Certificates;

/// <summary>Who a certificate is about (持证主体). Personal data, so its text form says the category alone.</summary>
/// <param name="Name">The name, 1 to 200 characters.</param>
/// <param name="Code">The code, of the kind that <paramref name="CodeKind"/> says.</param>
/// <param name="CodeKind">The kind of code (持证主体代码类型代码): <see cref="CreditCode"/>, <see cref="CitizenNumber"/> or 3 other digits.</param>
/// <param name="Category">What the holder is.</param>
public sealed record CertificateHolder(string Name, string Code, string CodeKind, HolderCategory Category)
{
    /// <summary>The kind <c>001</c>: a unified social credit code.</summary>
    public const string CreditCode = "001";

    /// <summary>The kind <c>111</c>: a citizen's number.</summary>
    public const string CitizenNumber = "111";

    /// <summary>What is wrong with the code, by its kind; null for nothing. Of another kind only the length, 1 to 64, is known.</summary>
    public CodeProblem? CheckCode() => CodeKind switch
    {
        CreditCode => UnifiedSocialCreditCode.Check(Code),
        CitizenNumber => CitizenId.Check(Code),
        _ => null,
    };

    /// <summary>The category alone.</summary>
    public override string ToString() => $"holder ({Category})";
}
