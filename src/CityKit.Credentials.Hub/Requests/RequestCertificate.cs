using CityKit.Credentials.Sources;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>A clerk asks the source for a certificate of somebody (共享调用), for an item, a purpose and on a basis.</summary>
/// <param name="CommandId">The command's id: the request is <c>ACCOUNT/ID</c>.</param>
/// <param name="Holder">The holder's account; the hub puts the subject in its place.</param>
/// <param name="Whose">Whose certificate as JSON, <c>{"name": …, "code": …, "codeKind": "111", "category": "person"}</c>; the hub keeps it
/// apart, encrypted with the holder's key.</param>
/// <param name="Type">The type's code.</param>
/// <param name="Item">For which service item, by its code.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Office">The office, which the clerk's role counts in.</param>
/// <param name="Basis">Why it may be fetched.</param>
/// <param name="Hours">How long the copy may be used, 1 to 168.</param>
public sealed record RequestCertificate(string CommandId, string Holder, string Whose, string Type, string Item, string Purpose,
    string Office,
    LegalBasis Basis, int Hours) : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public override string ToString() => $"{nameof(RequestCertificate)} {CommandId}";
}
