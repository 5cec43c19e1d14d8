namespace CityKit.Contacts;

/// <summary>One way to reach a person.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Address">A phone number, an e-mail address, an account: personal data.</param>
public sealed record PersonChannel(string Channel, string Address)
{
    /// <summary>The channel alone, so that no log shows the address.</summary>
    public override string ToString() => Channel;
}
