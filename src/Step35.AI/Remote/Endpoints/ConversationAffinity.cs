using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Step35.AI.Remote.Endpoints;

/// <summary>Sends the requests of one conversation to one server, so that it finds the conversation in its prefix cache.</summary>
/// <remarks>
/// Rendezvous hashing: each server gets a score for the conversation, and the highest wins. So every process chooses alike, and when a
/// server comes or goes only its own conversations move.
/// </remarks>
internal static class ConversationAffinity
{
    /// <summary>Puts the servers in the order in which they are asked: those that failed lately come last.</summary>
    public static IReadOnlyList<RemoteEndpoint> Rank(IReadOnlyList<RemoteEndpoint> endpoints, IEnumerable<ChatMessage> messages)
    {
        var conversation = Identify(messages);
        return [.. endpoints.OrderBy(endpoint => endpoint.IsCooling).ThenByDescending(endpoint => Score(endpoint.Address, conversation))];
    }

    // What never changes while a conversation grows: everything up to the user's first message.
    private static byte[] Identify(IEnumerable<ChatMessage> messages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in messages)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{message.Role}\n{message.Text}\0"));
            if (message.Role == ChatRole.User)
                break;
        }

        return hash.GetHashAndReset();
    }

    private static ulong Score(Uri address, byte[] conversation) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData([.. conversation, .. Encoding.UTF8.GetBytes(address.AbsoluteUri)]));
}
