using CityKit.Modules;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>A command that brings a certificate's record.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Holder">The holder's account; the hub puts the subject in its place.</param>
/// <param name="Content">The record as JSON; the hub keeps it apart, encrypted with the holder's key.</param>
/// <param name="Facts">Left out by callers: the hub takes them from the record.</param>
public abstract record NewVersion(string CommandId, string Holder, string Content, CertificateFacts? Facts) : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public sealed override string ToString() => $"{GetType().Name} {CommandId}";
}
