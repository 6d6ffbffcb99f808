namespace Step35.Server.Keys;

/// <summary>The host would answer other machines, and nobody needs a key.</summary>
public sealed class PublicAddressException : Step35Exception
{
    internal PublicAddressException(string address)
        : base($"The host listens on {address}, where other machines reach it, and has no key. Set Step35:ApiKeys:0 to a key, listen on 127.0.0.1, "
            + "or set Step35:AllowAnonymous to true.") =>
        Address = address;

    /// <summary>Gets the address.</summary>
    public string Address { get; }
}
