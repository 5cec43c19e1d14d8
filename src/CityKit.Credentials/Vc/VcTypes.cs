namespace CityKit.Credentials.Vc;

/// <summary>The names of SD-JWT VC (draft-ietf-oauth-sd-jwt-vc-24).</summary>
public static class VcTypes
{
    /// <summary>The <c>typ</c> of a credential's token.</summary>
    public const string Token = "dc+sd-jwt";

    /// <summary>The <c>typ</c> until November 2024.</summary>
    public const string FormerToken = "vc+sd-jwt";

    /// <summary>The claims that may not be selectively disclosed, nor anything within them (2.2.2.2).</summary>
    internal static readonly string[] Undisclosable = ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"];
}
