using CityKit.Modules;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>The source gave the certificate (来源已提供). The hub itself gives this command.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Request">The request.</param>
/// <param name="Holder">The holder's account; the hub puts the subject in its place.</param>
/// <param name="Content">The record as JSON; kept apart.</param>
/// <param name="Source">The source's name.</param>
public sealed record AcceptCertificate(string CommandId, string Request, string Holder, string Content, string Source)
    : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public override string ToString() => $"{nameof(AcceptCertificate)} {CommandId}";
}
