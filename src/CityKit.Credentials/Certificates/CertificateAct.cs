namespace CityKit.Credentials.Certificates;

/// <summary>What an authority does with a certificate (证照业务).</summary>
public enum CertificateAct : byte
{
    /// <summary>Issues the first version (新办).</summary>
    Issue = 0,

    /// <summary>Gives it a longer time, as a new version (延续).</summary>
    Renew = 1,

    /// <summary>Changes what it says, as a new version (变更).</summary>
    Change = 2,

    /// <summary>Takes it out of force for a time (暂停).</summary>
    Suspend = 3,

    /// <summary>Puts it back into force (恢复).</summary>
    Resume = 4,

    /// <summary>Ends it (注销).</summary>
    Cancel = 5,
}
