using CityKit.Modules;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>A command about a certificate that is there.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Identifier">The identifier, or the subject that stands for it.</param>
/// <param name="Reason">Why, 1 to 64 of a-z, 0-9, '-', such as <c>lost</c>.</param>
public abstract record MoveCertificate(string CommandId, string Identifier, string Reason) : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the holder.</summary>
    public sealed override string ToString() => $"{GetType().Name} {CommandId}";
}
